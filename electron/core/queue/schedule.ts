import type { DownloadStateKind } from '../../../shared/download/state';

const HOLDS_A_PLACE: ReadonlySet<DownloadStateKind> = new Set([
  'probing',
  'transferring',
  'verifying',
  'finalizing',
]);

export function isRunning(state: DownloadStateKind): boolean {
  return HOLDS_A_PLACE.has(state);
}

/**
 * Which downloads start now: the first queued ones, in the queue's order, as far as places are free.
 *
 * @param limit how many may run at once
 */
export function nextToStart<Id>(
  queue: readonly { readonly id: Id; readonly state: DownloadStateKind }[],
  limit: number,
): readonly Id[] {
  const running = queue.filter((entry) => isRunning(entry.state)).length;
  return queue
    .filter((entry) => entry.state === 'queued')
    .slice(0, Math.max(0, limit - running))
    .map((entry) => entry.id);
}
