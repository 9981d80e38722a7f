/**
 * One thing is asked at a time; of what is wished meanwhile, only the last is asked after it. A key that is held
 * wishes for thirty ranges a second, and an old answer must never come after a newer one.
 */
export class LastWish {
  private next: Wished | null = null;
  private isAsking = false;
  /** Counts up with everything that makes what is asked just now worthless. */
  private round = 0;
  private isTaking = false;

  /** @param wished asks for something, and hands what it found to `take`, which does nothing when nobody wants it any more */
  wish(wished: Wished): void {
    this.next = wished;
    if (!this.isAsking) void this.ask();
  }

  /** Whatever was wished counts no more. Nothing happens where this comes of what was just taken. */
  forget(): void {
    if (this.isTaking) return;
    this.round += 1;
    this.next = null;
  }

  private async ask(): Promise<void> {
    this.isAsking = true;
    try {
      for (let wished = this.next; wished !== null; wished = this.next) {
        this.next = null;
        const { round } = this;
        await wished((work) => this.take(round, work));
      }
    } finally {
      this.isAsking = false;
    }
  }

  private take(round: number, work: () => void): void {
    if (round !== this.round) return;
    this.isTaking = true;
    try {
      work();
    } finally {
      this.isTaking = false;
    }
  }
}

type Wished = (take: (work: () => void) => void) => Promise<void>;
