import type { MaturityLevel } from '../../../shared/civitai/model';
import type { DownloadView } from '../../../shared/download/download';
import { isWithin } from '../../core/civitai/read-model';
import { strongestPublished } from '../../core/download/verify';
import { placeLabel } from '../../core/placement/layouts';
import { whyPlaced } from '../../core/placement/route';
import type { DownloadRecord, PictureBook } from '../../core/ports';

/** What the page gets to see of a record: words and numbers, no addresses, no part files. */
export function viewOf(
  record: DownloadRecord,
  pictures: PictureBook,
  limit: MaturityLevel,
): Omit<DownloadView, 'heldBy'> {
  const { target, state } = record;
  // The user may have chosen a tamer level since; what is unknown counts as the wildest.
  const isShown = isWithin(target.pictureMaturity ?? 'XXX', limit);
  return {
    id: record.id,
    modelId: target.modelId,
    versionId: target.versionId,
    fileId: target.fileId,
    modelName: target.modelName,
    versionName: target.versionName,
    modelType: target.modelType,
    baseModel: target.baseModel,
    creator: target.creator,
    fileName: 'finalName' in state ? state.finalName : record.fileName,
    format: target.file.format,
    precision: target.file.precision,
    picture: isShown && target.pictureUrl !== null ? pictures.idOf(target.pictureUrl) : null,
    pictureMaturity: isShown ? target.pictureMaturity : null,
    blurhash: isShown ? target.blurhash : null,
    placeLabel: placeLabel(record.layout, record.folder, record.subfolder),
    placePath: record.folder,
    placeReason: whyPlaced(target, record.folderKind, record.kindDecision),
    state,
    durableBytes: record.durableBytes,
    totalBytes: record.totalBytes ?? target.file.approximateBytes,
    hasPublishedHash: strongestPublished(target.hashes) !== null,
    addedAtMs: record.addedAtMs,
    priority: record.priority,
    rank: record.rank,
    isListed: record.isListed,
  };
}
