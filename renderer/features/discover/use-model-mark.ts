import type { DownloadStateKind } from '../../../shared/download/state';
import { downloadsOfModel, useDownloadsStore } from '../../stores/downloads';
import { useOwnedFiles } from '../../stores/owned';

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

/** What the queue and the library hold of a model: what goes on now before what is over. */
export function useModelMark(modelId: number): ModelMark | null {
  const isOwned = useOwnedFiles(modelId).length > 0;
  return useDownloadsStore(() =>
    downloadsOfModel(modelId)
      .map(({ state }) => markOf[state.kind])
      .reduce<ModelMark | null>(
        (best, mark) => (mark && (!best || weight[mark] > weight[best]) ? mark : best),
        isOwned ? 'placed' : null,
      ),
  );
}
