import type { DownloadView } from '../../../shared/download/download';
import type { DownloadId } from '../../../shared/ids';
import { downloadsOfModel, useDownloadsStore } from '../../stores/downloads';
import { byAge } from '../../stores/queue-order';

/**
 * The download of this file that is under way or has been placed.
 *
 * The list knows of a new one before the plan is asked again, and of a removed one before it is forgotten.
 */
export function useExistingDownload(
  modelId: number,
  versionId: number,
  fileId: number,
  plannedId: DownloadId | null,
): DownloadView | null {
  return useDownloadsStore(({ byId }) => {
    const planned = plannedId === null ? undefined : byId.get(plannedId);
    if (planned && planned.state.kind !== 'cancelled') return planned;
    const candidates = downloadsOfModel(modelId).filter(
      (download) =>
        download.versionId === versionId && download.fileId === fileId && download.state.kind !== 'cancelled',
    );
    return candidates.toSorted(byAge).at(-1) ?? null;
  });
}
