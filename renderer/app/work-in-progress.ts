import { useMemo } from 'react';
import type { DownloadStateKind } from '../../shared/download/state';
import { useDownloadsStore } from '../stores/downloads';
import { useProgressStore } from '../stores/progress';

const running: ReadonlySet<DownloadStateKind> = new Set([
  'probing',
  'transferring',
  'verifying',
  'finalizing',
]);
const waiting: ReadonlySet<DownloadStateKind> = new Set(['queued', 'waiting']);

interface WorkInProgress {
  readonly runningCount: number;
  readonly queuedCount: number;
  readonly failedCount: number;
  readonly bytesPerSecond: number;
  /** Of everything that runs, from 0 to 1; null while no size is known. */
  readonly share: number | null;
}

/** What rail and status bar say about the queue as a whole. */
export function useWorkInProgress(): WorkInProgress {
  const downloads = useDownloadsStore((state) => state.byId);
  const progress = useProgressStore((state) => state.byId);
  return useMemo(() => {
    let runningCount = 0;
    let queuedCount = 0;
    let failedCount = 0;
    let bytesPerSecond = 0;
    let receivedBytes = 0;
    let totalBytes = 0;
    for (const download of Object.values(downloads)) {
      if (waiting.has(download.state.kind)) queuedCount += 1;
      if (download.state.kind === 'failed') failedCount += 1;
      if (!running.has(download.state.kind)) continue;
      runningCount += 1;
      const moving = progress[download.id];
      bytesPerSecond += moving?.bytesPerSecond ?? 0;
      if (download.totalBytes === null) continue;
      receivedBytes += moving?.receivedBytes ?? download.durableBytes;
      totalBytes += download.totalBytes;
    }
    const share = totalBytes > 0 ? Math.min(1, receivedBytes / totalBytes) : null;
    return { runningCount, queuedCount, failedCount, bytesPerSecond, share };
  }, [downloads, progress]);
}
