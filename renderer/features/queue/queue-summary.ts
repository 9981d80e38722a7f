import type { DownloadProgress, DownloadView } from '../../../shared/download/download';
import type { DownloadId } from '../../../shared/ids';

export interface QueueSummary {
  readonly receivedBytes: number;
  /** Of the downloads whose size is known; null while no size is. */
  readonly totalBytes: number | null;
  readonly bytesPerSecond: number;
  readonly remainingMs: number | null;
}

/**
 * The progress of the batch under way: everything unfinished, and what has been placed since the oldest
 * of that was added, so that the bar does not jump back each time a download is done.
 */
export function summarise(
  downloads: readonly DownloadView[],
  progressById: Readonly<Record<DownloadId, DownloadProgress>>,
): QueueSummary {
  const unfinished = downloads.filter(
    ({ state }) => state.kind !== 'completed' && state.kind !== 'cancelled',
  );
  const beganAtMs = Math.min(...unfinished.map(({ addedAtMs }) => addedAtMs));
  const batch = downloads.filter(
    (download) =>
      unfinished.includes(download) ||
      (download.state.kind === 'completed' && download.state.atMs >= beganAtMs),
  );

  let receivedBytes = 0;
  let bytesPerSecond = 0;
  let totalBytes: number | null = null;
  for (const download of batch) {
    const progress = progressById[download.id];
    bytesPerSecond += progress?.bytesPerSecond ?? 0;
    const size = progress?.totalBytes ?? download.totalBytes;
    if (size === null) continue;
    receivedBytes += receivedOf(download, progress);
    totalBytes = (totalBytes ?? 0) + size;
  }
  const isTellable = totalBytes !== null && bytesPerSecond > 0;
  const remainingMs = isTellable ? (((totalBytes ?? 0) - receivedBytes) / bytesPerSecond) * 1000 : null;
  return { receivedBytes, totalBytes, bytesPerSecond, remainingMs };
}

/** Bytes of a download that are here, by the latest that is known. */
export function receivedOf(download: DownloadView, progress: DownloadProgress | undefined): number {
  if (download.state.kind === 'completed') return download.totalBytes ?? download.durableBytes;
  return Math.max(download.durableBytes, progress?.receivedBytes ?? 0);
}
