import type { OwnedFile } from '../../../shared/library/owned';
import type { Library } from '../library/library';

/** What the library has of the versions in a plan; asked for all at once, and again only after `forget`. */
export class OwnedFiles {
  private known = new Map<number, readonly OwnedFile[]>();

  constructor(private readonly library: Pick<Library, 'owned'>) {}

  /** The index is another one. */
  forget(): void {
    this.known = new Map();
  }

  /** @returns what is there of a version; nothing of one that was not named, or while the index does not answer */
  among(versionIds: readonly number[]): (versionId: number) => readonly OwnedFile[] {
    const fresh = [...new Set(versionIds)].filter((id) => !this.known.has(id));
    if (fresh.length > 0) this.ask(fresh);
    return (versionId) => this.known.get(versionId) ?? [];
  }

  private ask(versionIds: readonly number[]): void {
    const found = this.library.owned({ versionIds });
    if (!found.ok) return;
    for (const id of versionIds) this.known.set(id, []);
    for (const file of found.value)
      this.known.set(file.versionId, [...(this.known.get(file.versionId) ?? []), file]);
  }
}
