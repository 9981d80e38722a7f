import { useShallow } from 'zustand/react/shallow';
import type { DownloadView } from '../../../shared/download/download';
import { downloadsOfModel, useDownloadsStore } from '../../stores/downloads';

/** The files of a model that are on disk or on their way; those that were called off are not here. */
export function useFilesHere(modelId: number): readonly DownloadView[] {
  return useDownloadsStore(
    useShallow(() => downloadsOfModel(modelId).filter(({ state }) => state.kind !== 'cancelled')),
  );
}
