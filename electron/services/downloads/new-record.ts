import type { DownloadTarget } from '../../../shared/download/download';
import type { DownloadId } from '../../../shared/ids';
import { partFileName } from '../../core/naming/file-name';
import type { DownloadRecord, Places } from '../../core/ports';
import type { PlannedPlace } from '../placement';

/**
 * Where a download goes; what is on disk already ties it to its place.
 *
 * @param mountPath where the volume of that folder is mounted; null when it is not known
 */
export function placeFacts(
  place: PlannedPlace,
  id: DownloadId,
  places: Pick<Places, 'join'>,
  mountPath: string | null,
): Pick<
  DownloadRecord,
  | 'layout'
  | 'folderKind'
  | 'kindDecision'
  | 'root'
  | 'folder'
  | 'subfolder'
  | 'fileName'
  | 'partPath'
  | 'mountPath'
> {
  const { layout, kind, decision, root, folder, subfolder, fileName } = place;
  const partPath = places.join(folder, partFileName(fileName, id));
  return {
    layout,
    folderKind: kind,
    kindDecision: decision,
    root,
    folder,
    subfolder,
    fileName,
    partPath,
    mountPath,
  };
}

/** A download that has just been asked for. */
export function newRecord(
  id: DownloadId,
  target: DownloadTarget,
  placed: ReturnType<typeof placeFacts>,
  rank: string,
  nowMs: number,
): DownloadRecord {
  return {
    id,
    target,
    ...placed,
    state: { kind: 'queued' },
    durableBytes: 0,
    totalBytes: null,
    failedAttempts: 0,
    addedAtMs: nowMs,
    isListed: true,
    priority: 'normal',
    rank,
    queuedAtMs: nowMs,
    startedAtMs: null,
  };
}
