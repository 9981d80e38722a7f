import type { CheckTally, Standing } from '../../../shared/library/library';
import type { LibraryStore } from '../../core/library/ports';

/** What a check counts that needs somebody. */
export const FINDINGS = [
  'damagedCount',
  'changedCount',
  'missingCount',
  'unreadableCount',
  'brokenCount',
] as const;
export type Finding = (typeof FINDINGS)[number];

/** A file, and what was found in it. */
export type FoundIn = readonly [fileId: number, what: Finding];

const NEEDS_SOMEBODY: ReadonlySet<Standing> = new Set([
  'damaged',
  'changed',
  'incomplete',
  'noModel',
  'missing',
  'unreadable',
]);
/** Of more than that nobody waits for the last one to be mended, and each look costs. */
const MOST_FOLLOWED = 200;

/** Follows the files in which a check has found something, until they are as they should be. */
export class CheckFindings {
  /** Whether the index has taken note of it as well: before that it looks as if all were well. */
  private readonly found = new Map<number, { readonly what: Finding; isSeen: boolean }>();

  constructor(private readonly store: Pick<LibraryStore, 'files'>) {}

  note(fileId: number, what: Finding): void {
    this.found.set(fileId, { what, isSeen: false });
  }

  forget(): void {
    this.found.clear();
  }

  /** To be kept over the end of Civet: no more than tells whether they are followed at all. */
  list(): readonly FoundIn[] {
    return [...this.found].slice(0, MOST_FOLLOWED + 1).map(([id, { what }]) => [id, what]);
  }

  /** What an earlier life of Civet has found, in place of all else; the index has taken note of it by now. */
  take(found: readonly FoundIn[]): void {
    this.found.clear();
    for (const [id, what] of found) this.found.set(id, { what, isSeen: true });
  }

  /** What is still to be told of a check, without what was mended or put away since; null when nothing is left. */
  open(tally: CheckTally): CheckTally | null {
    if (this.found.size === 0 || this.found.size > MOST_FOLLOWED) return tally;
    const files = this.store.files([...this.found.keys()]);
    if (!files.ok) return tally;
    const standings = new Map(files.value.map(({ id, standing }) => [id, standing]));
    let left = tally;
    for (const [id, finding] of this.found) {
      const standing = standings.get(id);
      const needsSomebody = standing !== undefined && NEEDS_SOMEBODY.has(standing);
      finding.isSeen ||= needsSomebody;
      const { what, isSeen } = finding;
      if (isSeen && !needsSomebody) left = { ...left, [what]: left[what] - 1 };
    }
    const isSomethingLeft = Object.values(left).some((count) => count > 0);
    return isSomethingLeft || left === tally ? left : null;
  }
}
