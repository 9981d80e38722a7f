import type { DownloadView } from '../../shared/download/download';
import type { DownloadId } from '../../shared/ids';
import { byAge, byLatestEnd, endedAtMs } from './queue-order';
import { type RowChange, SortedIds } from './sorted-ids';

/** Bytes of the downloads whose size is known, without what has come since they were last heard of. */
export interface Batch {
  readonly receivedBytes: number;
  readonly totalBytes: number;
  /** Null while no size is known. */
  readonly knownCount: number;
}

const isOpen = ({ state, isListed }: DownloadView) =>
  isListed && state.kind !== 'completed' && state.kind !== 'cancelled';
const isDone = ({ state, isListed }: DownloadView) => isListed && state.kind === 'completed';

/**
 * The batch under way: everything unfinished, and what has been placed since the oldest of that was
 * added, so that its bar does not jump back each time a download is done.
 *
 * Sums are carried along, so that a change costs what it touches and not the length of the queue.
 */
export class BatchTally {
  private readonly open = new SortedIds(isOpen, byAge);
  private readonly done = new SortedIds(isDone, byLatestEnd);
  private sums: Batch = { receivedBytes: 0, totalBytes: 0, knownCount: 0 };
  /** What was placed from here on belongs to the batch; milliseconds since 1970. */
  private beganAtMs = Number.POSITIVE_INFINITY;

  get batch(): Batch {
    return this.sums;
  }

  apply(changes: readonly RowChange[], rows: (id: DownloadId) => DownloadView | undefined): void {
    for (const { before, after } of changes) {
      if (before && this.counts(before)) this.add(before, -1);
      if (after && this.counts(after)) this.add(after, 1);
    }
    this.open.apply(changes, rows);
    this.done.apply(changes, rows);
    const oldest = this.open.ids[0];
    const beganAtMs = (oldest && rows(oldest)?.addedAtMs) ?? Number.POSITIVE_INFINITY;
    if (beganAtMs === this.beganAtMs) return;
    const reach = (atMs: number) => this.done.countBefore((row) => endedAtMs(row) < atMs, rows);
    const [old, now] = [reach(this.beganAtMs), reach(beganAtMs)];
    for (const id of this.done.ids.slice(Math.min(old, now), Math.max(old, now))) {
      const row = rows(id);
      if (row) this.add(row, now > old ? 1 : -1);
    }
    this.beganAtMs = beganAtMs;
  }

  private counts(row: DownloadView): boolean {
    return isOpen(row) || (isDone(row) && endedAtMs(row) >= this.beganAtMs);
  }

  private add({ state, totalBytes, durableBytes }: DownloadView, sign: 1 | -1): void {
    if (totalBytes === null) return;
    const here = state.kind === 'completed' ? totalBytes : durableBytes;
    this.sums = {
      receivedBytes: this.sums.receivedBytes + sign * here,
      totalBytes: this.sums.totalBytes + sign * totalBytes,
      knownCount: this.sums.knownCount + sign,
    };
  }
}
