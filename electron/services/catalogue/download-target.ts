import type { MaturityLevel, ModelDetails, ModelFile, ModelVersion } from '../../../shared/civitai/model';
import type { DownloadTarget } from '../../../shared/download/download';
import { isWithin } from '../../core/civitai/read-model';
import type { KnownModel } from './known-model';

/** Kept with each download; nobody gives a model more. */
const MOST_TAGS = 50;

/** The picture that stands for a download. */
export type Preview = Pick<DownloadTarget, 'pictureUrl' | 'pictureMaturity' | 'blurhash'>;

/** The first picture of a version within the level; nulls where there is none. */
export function previewOf(version: KnownModel['versions'][number], limit: MaturityLevel): Preview {
  const picture = version.pictures.find(({ maturity }) => isWithin(maturity, limit));
  return {
    pictureUrl: picture?.url ?? null,
    pictureMaturity: picture?.maturity ?? null,
    blurhash: picture?.blurhash ?? null,
  };
}

/** What a download needs to know of a file, as Civitai describes it. */
export function toDownloadTarget(
  model: Pick<ModelDetails, 'id' | 'name' | 'type' | 'creator' | 'tags'>,
  version: Pick<ModelVersion, 'id' | 'name' | 'baseModel' | 'publishedAt'>,
  file: ModelFile,
  { pictureUrl, pictureMaturity, blurhash }: Preview,
): DownloadTarget {
  const { untrustedName, type, format, precision, sizeClass, approximateBytes } = file;
  return {
    modelId: model.id,
    versionId: version.id,
    fileId: file.id,
    modelName: model.name,
    versionName: version.name,
    modelType: model.type,
    baseModel: version.baseModel,
    creator: model.creator,
    file: { untrustedName, type, format, precision, sizeClass, approximateBytes },
    hashes: file.hashes,
    pictureUrl,
    pictureMaturity,
    blurhash,
    publishedAtMs: version.publishedAt,
    firstTag: model.tags[0] ?? null,
    tags: model.tags.slice(0, MOST_TAGS),
  };
}
