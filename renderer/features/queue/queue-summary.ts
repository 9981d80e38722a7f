import type { DownloadProgress, DownloadView } from '../../../shared/download/download';
import type { DownloadId } from '../../../shared/ids';
import type { Batch } from '../../stores/batch-tally';

/** Shorter pauses nobody would call one; a line that is busy with others makes them too. */
export const TELLING_SILENCE_MS = 5_000;

export interface QueueSummary {
  readonly receivedBytes: number;
  /** Of the downloads whose size is known; null while no size is. */
  readonly totalBytes: number | null;
  readonly bytesPerSecond: number;
  readonly remainingMs: number | null;
}

/** The progress of the batch under way, with what has arrived since main last counted. */
export function summarise(
  { receivedBytes: countedBytes, totalBytes: knownBytes, knownCount }: Batch,
  progressById: Readonly<Record<DownloadId, DownloadProgress>>,
  rowOf: (id: DownloadId) => DownloadView | undefined,
): QueueSummary {
  let receivedBytes = countedBytes;
  let bytesPerSecond = 0;
  let totalBytes: number | null = knownCount > 0 ? knownBytes : null;
  for (const progress of Object.values(progressById)) {
    const row = rowOf(progress.id);
    if (row === undefined) continue;
    bytesPerSecond += progress.bytesPerSecond ?? 0;
    if (row.totalBytes !== null) {
      receivedBytes += receivedOf(row, progress) - row.durableBytes;
    } else if (progress.totalBytes !== null) {
      receivedBytes += receivedOf(row, progress);
      totalBytes = (totalBytes ?? 0) + progress.totalBytes;
    }
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
