import type { MaturityLevel, ModelDetails, ModelFile, ModelVersion } from '../../../shared/civitai/model';
import type { DownloadTarget } from '../../../shared/download/download';
import type { InspectedPlace, InspectedVersion, RecognisedFile } from '../../../shared/inspection/inspection';
import type { FolderKind } from '../../../shared/placement';
import { settingsSchema } from '../../../shared/settings/schema';
import { isWithin } from '../../core/civitai/read-model';
import type { MeasuredHashes } from '../../core/download/verify';
import type { VersionFacts } from '../../core/library/ports';
import type { Clock, PictureBook, Places } from '../../core/ports';
import { judgeModel } from '../../core/updates/judge-model';
import { toUpdateModel } from '../../core/updates/update-model';
import { toDownloadTarget } from '../catalogue/download-target';
import type { Placement } from '../placement';
import { lyingPlace } from '../placement/right-folders';
import { hasName } from '../placement/right-place';

const MOST_PICTURES = 4;
const ANY_PREFERENCE = settingsSchema.parse({}).preference;

export interface RecogniseNeeds {
  readonly placement: Pick<Placement, 'plan' | 'roots' | 'folderOfKind'>;
  readonly places: Pick<Places, 'join' | 'isInside'>;
  readonly clock: Pick<Clock, 'nowMs'>;
}

interface AskedFile {
  readonly folder: string;
  readonly fileName: string;
  readonly hashes: Partial<MeasuredHashes>;
}

/** A file, and what it was published as. */
export interface FoundFile extends RecognisedFile {
  readonly found: { readonly target: DownloadTarget; readonly kind: FolderKind } | null;
}

/** What a version says of a file, and where such a file belongs. Of a version that the model does not show, only whose it is. */
export function recogniseFile(
  model: ModelDetails,
  versionId: number,
  { folder, fileName, hashes }: AskedFile,
  { placement, places, clock }: RecogniseNeeds,
): FoundFile {
  const version = model.versions.find(({ id }) => id === versionId);
  const known = {
    modelId: model.id,
    versionId,
    modelName: model.name,
    modelType: model.type,
    creator: model.creator,
  };
  if (version === undefined) {
    const untold = { versionName: null, baseModel: null, triggerWords: [], pictures: [] };
    return { version: { ...known, ...untold, newer: null, publishedBytes: null }, place: null, found: null };
  }
  const published = version.files.find((file) => isSame(file, hashes)) ?? null;
  const newer = newerThan(model, version, published, { fileName, hashes }, clock.nowMs());
  return {
    version: {
      ...known,
      versionName: version.name,
      baseModel: version.baseModel,
      triggerWords: version.triggerWords,
      pictures: version.pictures
        .slice(0, MOST_PICTURES)
        .map(({ id, maturity: level, blurhash }) => ({ id, maturity: level, blurhash })),
      newer: newer === null ? null : { versionId: newer.id, name: newer.name },
      publishedBytes: published?.approximateBytes ?? null,
    },
    ...(published === null ? { place: null, found: null } : placeFor(published)),
  };

  function placeFor(file: ModelFile): Pick<FoundFile, 'place' | 'found'> {
    if (version === undefined) return { place: null, found: null };
    const nothing = { pictureUrl: null, pictureMaturity: null, blurhash: null };
    const target = toDownloadTarget(model, version, file, nothing);
    const planned = placement.plan(target);
    if (!planned.ok) return { place: null, found: null };
    const roots = placement
      .roots()
      .flatMap(({ path, further }) => [path, ...further.map((each) => each.path)]);
    const place: InspectedPlace = {
      isInLibrary: roots.some((root) => places.isInside(root, folder)),
      folderPath: planned.value.folder,
      label: planned.value.label,
      fileName: planned.value.fileName,
      lies: lyingPlace(folder, planned.value, placement, places),
      secondName: null,
      isOwnName: hasName(fileName, planned.value.fileName),
    };
    return { place, found: { target, kind: planned.value.kind } };
  }
}

/** What the library keeps of a version, for while nobody has asked Civitai anew, or cannot. */
export function versionOfFacts(
  facts: VersionFacts,
  pictures: Pick<PictureBook, 'idOf'>,
  limit: MaturityLevel,
): InspectedVersion {
  const { versionId, modelId, modelName, versionName, modelType, baseModel, creator, triggerWords } = facts;
  return {
    ...{ versionId, modelId, modelName, versionName, modelType, baseModel, creator, triggerWords },
    pictures: facts.pictures
      .filter(({ maturity }) => isWithin(maturity, limit))
      .slice(0, MOST_PICTURES)
      .map(({ url, maturity, blurhash }) => ({ id: pictures.idOf(url), maturity, blurhash })),
    newer: null,
    publishedBytes: null,
  };
}

/** Whether a published file is the one that measures so. */
export function isSame(file: ModelFile, hashes: Partial<MeasuredHashes>): boolean {
  const { sha256, autoV3, autoV1 } = file.hashes;
  if (sha256 !== null && sha256 === hashes.sha256) return true;
  // Two files may share a short hash; where the full one is told, that alone counts.
  const { autoV2 } = file.hashes;
  if (sha256 === null && autoV2 !== null && autoV2 === hashes.autoV2) return true;
  if (autoV3 !== null && hashes.autoV3 !== undefined && autoV3.startsWith(hashes.autoV3)) return true;
  return autoV1 !== null && autoV1 === hashes.autoV1;
}

/** As Updates judges it, so that both say the same of a file; what was ignored there is shown here all the same. */
function newerThan(
  model: ModelDetails,
  version: ModelVersion,
  published: ModelFile | null,
  { fileName, hashes }: Pick<AskedFile, 'fileName' | 'hashes'>,
  nowMs: number,
): ModelVersion | null {
  const owned = {
    ...{ id: 0, versionId: version.id, baseModel: version.baseModel, fileName },
    bytes: published?.approximateBytes ?? 0,
    sha256: published?.hashes.sha256 ?? hashes.sha256 ?? null,
  };
  // Which file of the newer version suits best is chosen in the plan.
  const terms = { preference: ANY_PREFERENCE, nowMs, ignoredVersionIds: new Set<number>() };
  const judged = judgeModel([owned], toUpdateModel(model, []), terms);
  const id = judged.find(({ part }) => part === 'updates')?.offered?.versionId;
  return model.versions.find((each) => each.id === id) ?? null;
}
