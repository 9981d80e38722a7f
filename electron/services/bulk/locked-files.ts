import type { FileHashes } from '../../../shared/civitai/model';
import type { LockedFile } from '../../core/bulk/lock-file';
import type { DownloadRecord } from '../../core/ports';
import { measuredOf } from './ownership';
import type { PlanBoard } from './plan-board';
import { type PlanEntry, targetOf } from './plan-entry';

/** What a lock file of this plan names: everything that is included, owned, or came from a lock file itself. */
export function lockedFiles(
  board: Pick<PlanBoard, 'all' | 'item'>,
  records: readonly DownloadRecord[],
): readonly LockedFile[] {
  const byId = new Map(records.map((record) => [record.id, record]));
  return board.all().flatMap((entry) => {
    const item = board.item(entry.id);
    if (item === undefined) return [];
    const { ownership } = item;
    if (ownership.kind === 'none') return item.isIncluded || entry.lock !== null ? lockOf(entry) : [];
    const record = ownership.kind === 'inLibrary' ? undefined : byId.get(ownership.downloadId);
    return lockOf(entry).map((file) => (record === undefined ? file : withMeasured(file, record)));
  });
}

function lockOf(entry: PlanEntry): readonly LockedFile[] {
  // What another Civet has locked stays so, also where it cannot be had any more.
  if (entry.lock !== null) return [{ ...entry.lock, folder: entry.ownKind }];
  const target = targetOf(entry);
  if (target === null) return [];
  return [
    {
      modelId: target.modelId,
      versionId: target.versionId,
      fileId: target.fileId,
      model: target.modelName,
      version: target.versionName,
      fileName: target.file.untrustedName,
      size: target.file.approximateBytes,
      isSizeExact: false,
      hashes: target.hashes,
      folder: entry.ownKind,
    },
  ];
}

/** What was counted and measured on disk says more than what was told. */
function withMeasured(file: LockedFile, record: DownloadRecord): LockedFile {
  const sha256 = measuredOf(record);
  if (sha256 === null) return file;
  const hashes: FileHashes = { ...file.hashes, sha256, autoV2: sha256.slice(0, 10) };
  if (record.totalBytes === null) return { ...file, hashes };
  return { ...file, hashes, size: record.totalBytes, isSizeExact: true };
}
