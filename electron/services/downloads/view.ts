import type { DownloadView } from '../../../shared/download/download';
import { strongestPublished } from '../../core/download/verify';
import { placeLabel } from '../../core/placement/layouts';
import type { DownloadRecord, PictureBook } from '../../core/ports';

/** What the page gets to see of a record: words and numbers, no addresses, no part files. */
export function viewOf(record: DownloadRecord, pictures: PictureBook): DownloadView {
  const { target, state } = record;
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
    picture: target.pictureUrl === null ? null : pictures.idOf(target.pictureUrl),
    blurhash: target.blurhash,
    placeLabel: placeLabel(record.layout, record.folder),
    placePath: record.folder,
    state,
    durableBytes: record.durableBytes,
    totalBytes: record.totalBytes ?? target.file.approximateBytes,
    hasPublishedHash: strongestPublished(target.hashes) !== null,
    addedAtMs: record.addedAtMs,
  };
}
