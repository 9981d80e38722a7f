import { useMemo } from 'react';
import type { DownloadStateKind } from '../../../shared/download/state';
import { useDownloadsStore } from '../../stores/downloads';

export type ModelMark = 'placed' | 'waiting' | 'running' | 'failed';

const markOf: Readonly<Record<DownloadStateKind, ModelMark | null>> = {
  queued: 'waiting',
  probing: 'running',
  transferring: 'running',
  verifying: 'running',
  finalizing: 'running',
  waiting: 'waiting',
  paused: 'waiting',
  failed: 'failed',
  completed: 'placed',
  cancelled: null,
};

const weight: Readonly<Record<ModelMark, number>> = { placed: 1, failed: 2, waiting: 3, running: 4 };

/** What the queue holds of each model: what goes on now before what is over. */
export function useModelMarks(): ReadonlyMap<number, ModelMark> {
  const downloads = useDownloadsStore((state) => state.byId);
  return useMemo(() => {
    const marks = new Map<number, ModelMark>();
    for (const { modelId, state } of Object.values(downloads)) {
      const mark = markOf[state.kind];
      const known = marks.get(modelId);
      if (mark && (!known || weight[mark] > weight[known])) marks.set(modelId, mark);
    }
    return marks;
  }, [downloads]);
}
