import type { Failure } from '../../../shared/failure';
import type { DuplicateTotals, Likeness } from '../../../shared/library/duplicates';
import type { Result } from '../../../shared/result';
import { isAlike } from '../operations/recovery';
import type { FileStamp, IndexedFile } from './ports';

/** Names of files that are the same. */
export interface IndexedGroup {
  readonly files: readonly IndexedFile[];
  /** What was the same before its bytes changed on the disk: no copy, and nothing is done with it. */
  readonly damaged: readonly IndexedFile[];
  readonly isLeft: boolean;
}

/** What a group is called, here and on the page: by the smallest number in it. */
export function groupIdOf({ files }: Pick<IndexedGroup, 'files'>): number {
  return Math.min(...files.map(({ id }) => id));
}

export interface GroupPart {
  readonly total: number;
  readonly groups: readonly IndexedGroup[];
}

/** The index, as far as it knows which files are the same. */
export interface DuplicateStore {
  totals(): Result<DuplicateTotals, Failure>;
  /** The groups that cost most come first. */
  groups(likeness: Likeness, isLeft: boolean, offset: number, limit: number): Result<GroupPart, Failure>;
  /** The group that a file is in, by all of its bytes; null when it is in none. */
  groupOf(fileId: number): Result<IndexedGroup | null, Failure>;
  /** Remembers that the user wants these files as they are, or does not any more. */
  leave(fileId: number, isLeft: boolean): Result<null, Failure>;
}

/** One file on disk and all of its names. */
export interface Copy {
  readonly names: readonly IndexedFile[];
}

/**
 * Which names belong to one file: by the number of its inode, which no two files of a volume share. Copies that
 * share blocks on disk (reflinks) cannot be told apart from others by anything that a program may ask for.
 */
export function copiesOf(files: readonly IndexedFile[]): readonly Copy[] {
  const byFile = new Map<string, IndexedFile[]>();
  for (const file of files) {
    const key = hasInode(file) ? `${file.dev}:${file.ino}` : file.path;
    const names = byFile.get(key);
    if (names === undefined) byFile.set(key, [file]);
    else names.push(file);
  }
  return [...byFile.values()].map((names) => ({ names }));
}

/** Some file systems have none to tell. */
export function hasInode({ ino }: Pick<FileStamp, 'ino'>): boolean {
  return ino !== '' && ino !== '0';
}

/**
 * Whether two names may lead to one file by two ways, as two mounts of one folder on the network do: these have numbers
 * of their own, but inodes and dates are those of the one disk behind them. Copies share no inode but by rare chance.
 */
export function isPerhapsOneFile(a: FileStamp, b: FileStamp): boolean {
  return hasInode(a) && a.ino === b.ino && a.dev !== b.dev && isAlike(a, b);
}

export interface CopyFacts {
  readonly isInRightFolder: boolean | null;
  readonly hasSidecars: boolean;
  readonly writtenAtMs: number;
  readonly path: string;
}

/** Which of them to keep: what lies where it belongs, else what has sidecars, else what was there first. */
export function proposedToKeep(copies: readonly CopyFacts[]): number {
  const best = copies
    .map((copy, at) => ({ copy, at }))
    .toSorted(
      (a, b) =>
        Number(b.copy.isInRightFolder === true) - Number(a.copy.isInRightFolder === true) ||
        Number(b.copy.hasSidecars) - Number(a.copy.hasSidecars) ||
        a.copy.writtenAtMs - b.copy.writtenAtMs ||
        a.copy.path.localeCompare(b.copy.path, 'en'),
    )[0];
  return best?.at ?? 0;
}
