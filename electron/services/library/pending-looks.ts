import type { ChangedPlaces, FolderChange } from '../../core/library/ports';

/** What changed in the user's folders since it was last looked at. */
export class PendingLooks {
  private readonly folders = new Set<string>();
  private readonly files = new Set<string>();
  private restless: readonly string[] = [];

  get isEmpty(): boolean {
    return this.folders.size + this.files.size === 0;
  }

  add({ folders, files }: ChangedPlaces): void {
    for (const path of folders) this.folders.add(path);
    for (const path of files) this.files.add(path);
  }

  /** What is being written to now, as only those who watch can say. */
  noteRestless(paths: readonly string[]): void {
    this.restless = paths;
  }

  /** All of it; from then on there is none. */
  take(): FolderChange {
    const change = { folders: [...this.folders], files: [...this.files], restless: this.restless };
    this.folders.clear();
    this.files.clear();
    return change;
  }
}
