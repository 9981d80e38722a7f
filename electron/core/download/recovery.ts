import type { DownloadStateKind } from '../../../shared/download/state';

/** What a look at the disk finds for one download. */
export interface DiskFinding {
  /** Length of the part file; null when there is none. */
  readonly partBytes: number | null;
  /** Whether a file stands under the final name that was written down before the rename. */
  readonly isFinalThere: boolean;
  /** Whether part and final are one file with two names: the link was made, the part not yet removed. */
  readonly isSameFile: boolean;
}

/** Whether a download that was in `state` when Civet ended, however it ended, goes back into the queue. */
export function wasRunning(state: DownloadStateKind): boolean {
  return state === 'probing' || state === 'transferring' || state === 'verifying';
}

/**
 * How many bytes are there of those that were certain. A part file that is not there may be on a drive that is
 * not plugged in: its bytes are not written off before somebody tries to go on.
 */
export function usableBytes(durableBytes: number, { partBytes }: Pick<DiskFinding, 'partBytes'>): number {
  return Math.min(durableBytes, partBytes ?? durableBytes);
}

/**
 * - `notYet`: the part waits for its name.
 * - `unconfirmed`: it has both names.
 * - `done`: it has the name alone, which was chosen because it was free.
 * - `nameTaken`: the file under the final name is somebody else's.
 * - `vanished`: there is neither.
 */
export type Placing = 'notYet' | 'unconfirmed' | 'done' | 'nameTaken' | 'vanished';

/** How far the placing of a whole, proven file got. Never answers with deleting something in doubt. */
export function placingSoFar({ partBytes, isFinalThere, isSameFile }: DiskFinding): Placing {
  if (partBytes === null) return isFinalThere ? 'done' : 'vanished';
  if (!isFinalThere) return 'notYet';
  return isSameFile ? 'unconfirmed' : 'nameTaken';
}
