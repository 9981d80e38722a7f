import type { DownloadStateKind } from '../../../shared/download/state';

/**
 * Which downloads start now: the first queued ones, in the queue's order, as far as places are free.
 *
 * @param running downloads that hold a place, also while their run is winding down
 * @param limit how many may run at once
 */
export function nextToStart<Id>(
  queue: readonly { readonly id: Id; readonly state: DownloadStateKind }[],
  running: ReadonlySet<Id>,
  limit: number,
): readonly Id[] {
  return queue
    .filter((entry) => entry.state === 'queued' && !running.has(entry.id))
    .slice(0, Math.max(0, limit - running.size))
    .map((entry) => entry.id);
}
