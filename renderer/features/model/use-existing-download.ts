import type { DownloadView } from '../../../shared/download/download';
import type { DownloadId } from '../../../shared/ids';
import { useDownloadsStore } from '../../stores/downloads';

/**
 * The download of this file that is under way or has been placed.
 *
 * The list knows of a new one before the plan is asked again, and of a removed one before it is forgotten.
 */
export function useExistingDownload(
  versionId: number,
  fileId: number,
  plannedId: DownloadId | null,
): DownloadView | null {
  return useDownloadsStore(({ byId, order }) => {
    const planned = plannedId === null ? undefined : byId[plannedId];
    if (planned && planned.state.kind !== 'cancelled') return planned;
    const id = order.findLast((candidate) => {
      const download = byId[candidate];
      return (
        download?.versionId === versionId && download.fileId === fileId && download.state.kind !== 'cancelled'
      );
    });
    return (id && byId[id]) ?? null;
  });
}
