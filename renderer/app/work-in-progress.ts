import { useMemo } from 'react';
import { useDownloadsStore } from '../stores/downloads';
import { useProgressStore } from '../stores/progress';

interface WorkInProgress {
  readonly runningCount: number;
  readonly queuedCount: number;
  /** Those that go on by themselves at a time that is known. */
  readonly waitingCount: number;
  readonly attentionCount: number;
  readonly bytesPerSecond: number;
  /** Of everything that runs, from 0 to 1; null while no size is known. */
  readonly share: number | null;
}

/** What rail and status bar say about the queue as a whole. */
export function useWorkInProgress(): WorkInProgress {
  const { running, waiting, attention } = useDownloadsStore((state) => state.lists);
  const counts = useDownloadsStore((state) => state.counts);
  const progress = useProgressStore((state) => state.byId);
  return useMemo(() => {
    const { byId } = useDownloadsStore.getState();
    let bytesPerSecond = 0;
    let receivedBytes = 0;
    let totalBytes = 0;
    for (const id of running) {
      const download = byId.get(id);
      const moving = progress[id];
      bytesPerSecond += moving?.bytesPerSecond ?? 0;
      if (!download || download.totalBytes === null) continue;
      receivedBytes += moving?.receivedBytes ?? download.durableBytes;
      totalBytes += download.totalBytes;
    }
    return {
      runningCount: running.length,
      queuedCount: counts.queued ?? 0,
      waitingCount: waiting.length,
      attentionCount: attention.length,
      bytesPerSecond,
      share: totalBytes > 0 ? Math.min(1, receivedBytes / totalBytes) : null,
    };
  }, [running, waiting, attention, counts, progress]);
}
