import { accessState } from '../../../shared/civitai/access';
import { isDangerous, isPickle } from '../../../shared/civitai/choose-file';
import type { MaturityLevel } from '../../../shared/civitai/model';
import type { NewFile, OldFile, UpdateRow } from '../../../shared/updates/updates';
import { accessAt } from '../../core/following/news';
import type { IndexedFile } from '../../core/library/ports';
import { pictureWithin } from '../../core/library/version-facts';
import type { PictureBook } from '../../core/ports';
import type { KeptModel } from '../../core/updates/ports';
import type { UpdateModel, UpdateVersion } from '../../core/updates/update-model';
import { whyItStays } from '../../core/updates/why-it-stays';
import type { BoardRow } from './update-board';

export interface UpdateViewNeeds {
  readonly pictures: PictureBook;
  readonly maturity: () => MaturityLevel;
}

/**
 * A row as the page sees it.
 *
 * @param kept what is known of its model
 * @param files the old files that are still in the index
 * @param nowMs milliseconds since 1970
 */
export function toRow(
  row: BoardRow,
  kept: KeptModel | undefined,
  files: readonly IndexedFile[],
  needs: UpdateViewNeeds,
  nowMs: number,
): UpdateRow {
  const model = kept?.model ?? null;
  const [facts] = files.flatMap((file) => file.facts ?? []);
  const pictures = model !== null && model.pictures.length > 0 ? model.pictures : (facts?.pictures ?? []);
  const picture = pictureWithin(pictures, needs.maturity());
  const ahead = model?.versions.find(({ id }) => id === row.aheadVersionId);
  const isModelGone = kept?.isGone === true || model?.mode === 'archived';
  return {
    id: row.id,
    part: row.part,
    modelId: row.modelId,
    modelName: model?.name ?? facts?.modelName ?? files[0]?.claim?.modelName ?? `Model ${row.modelId}`,
    modelType: model?.type ?? facts?.modelType ?? 'Other',
    creator: model?.creator ?? facts?.creator ?? null,
    baseModel: row.offered === null ? (facts?.baseModel ?? null) : row.baseModel,
    picture: picture === null ? null : needs.pictures.idOf(picture.url),
    pictureMaturity: picture?.maturity ?? null,
    blurhash: picture?.blurhash ?? null,
    newFile: model === null ? null : newFileOf(row, model, nowMs),
    oldFiles: files.map((file) => ({
      ...oldFileOf(file, model, isModelGone),
      whyItStays: whyItStays(file, files),
    })),
    ahead:
      model === null || ahead === undefined
        ? null
        : { versionName: ahead.name, access: accessOf(ahead, model, nowMs) },
    isModelGone,
  };
}

function oldFileOf(
  file: IndexedFile,
  model: UpdateModel | null,
  isModelGone: boolean,
): Omit<OldFile, 'whyItStays'> {
  const version = model?.versions.find(({ id }) => id === file.versionId);
  return {
    id: file.id,
    fileName: file.fileName,
    folderPath: file.folder,
    bytes: file.bytes,
    versionId: file.versionId ?? 0,
    versionName: version?.name ?? file.facts?.versionName ?? null,
    isGone: isModelGone || version === undefined,
  };
}

function newFileOf({ offered }: BoardRow, model: UpdateModel, nowMs: number): NewFile | null {
  const version = model.versions.find(({ id }) => id === offered?.versionId);
  const file = version?.files.find(({ id }) => id === offered?.fileId);
  if (version === undefined || file === undefined) return null;
  return {
    versionId: version.id,
    versionName: version.name,
    publishedAtMs: version.publishedAt,
    fileId: file.id,
    format: file.format,
    precision: file.precision,
    sizeClass: file.sizeClass,
    approximateBytes: file.approximateBytes,
    isPickle: isPickle(file),
    isDangerous: isDangerous(file),
    access: accessOf(version, model, nowMs),
  };
}

function accessOf(version: UpdateVersion, { mode }: UpdateModel, nowMs: number): NewFile['access'] {
  const access = accessAt(version.access, nowMs);
  return accessState({ mode, access, needsLogin: null, isDownloadable: null, isSignedIn: false });
}
