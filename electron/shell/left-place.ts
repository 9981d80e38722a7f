/** Where the user was when the page was let go of, kept until a new page takes it. Never written to a disk. */
export class LeftPlace {
  private place: string | null = null;
  private isHeld = false;

  leave(place: string | null): void {
    this.isHeld = place === null;
    this.place = place;
  }

  /** Whether the page has nothing in it that could not be brought back. */
  mayRelease(): boolean {
    return !this.isHeld;
  }

  take(): string | null {
    const { place } = this;
    this.place = null;
    this.isHeld = false;
    return place;
  }
}
