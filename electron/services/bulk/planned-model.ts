import { chooseFile, groupFiles, neededCompanions } from '../../../shared/civitai/choose-file';
import type { MaturityLevel, ModelDetails, ModelFile, ModelVersion } from '../../../shared/civitai/model';
import type { FilePreference } from '../../../shared/settings/schema';
import { type Preview, previewOf } from '../catalogue/download-target';
import type { KnownModel } from '../catalogue/known-model';

export interface PlannedVersion
  extends Pick<ModelVersion, 'id' | 'name' | 'baseModel' | 'publishedAt' | 'access' | 'files'>,
    Preview {}

/** What a plan keeps of a model: its texts and pictures would fill the memory when there are thousands. */
export interface PlannedModel
  extends Pick<ModelDetails, 'id' | 'name' | 'type' | 'mode' | 'creator' | 'maturity'> {
  /** No more than the first. */
  readonly tags: readonly string[];
  readonly versions: readonly PlannedVersion[];
  /** When the service told it; milliseconds since 1970. */
  readonly readAtMs: number;
}

/** @param limit of the pictures that a download may show */
export function toPlannedModel(model: KnownModel, limit: MaturityLevel, readAtMs: number): PlannedModel {
  const { id, name, type, mode, creator, maturity, tags } = model;
  const versions = model.versions.map((version) => ({
    id: version.id,
    name: version.name,
    baseModel: version.baseModel,
    publishedAt: version.publishedAt,
    access: version.access,
    files: version.files,
    ...previewOf(version, limit),
  }));
  return { id, name, type, mode, creator, maturity, tags: tags.slice(0, 1), versions, readAtMs };
}

/**
 * The file of a version that was meant; null when the version has none, or not that one.
 *
 * @param wanted by its id, by one of its hashes, or by the words of a download link
 */
export function fileOf(
  version: PlannedVersion,
  wanted: FileWish,
  preference: FilePreference,
): ModelFile | null {
  const { files } = version;
  if (wanted.fileId !== null) return files.find(({ id }) => id === wanted.fileId) ?? null;
  const { hash } = wanted;
  if (hash !== null) {
    const [only, ...others] = files;
    const named = files.find(({ hashes }) => Object.values(hashes).includes(hash));
    // The service knows more hashes of a file than it tells.
    return named ?? (others.length === 0 ? (only ?? null) : null);
  }
  const wishes = wanted.untrustedWishes.map((wish) => wish.toLowerCase());
  const wantedType = wanted.untrustedType?.toLowerCase() ?? null;
  const suiting = files.filter(({ type, format, precision, sizeClass }) => {
    if (wantedType !== null && wantedType !== 'model' && type.toLowerCase() !== wantedType) return false;
    const facts = [format, precision, sizeClass].map((fact) => fact?.toLowerCase() ?? null);
    // What nobody has told of a file may be what was wished for.
    return wishes.every((wish) => facts.includes(wish) || facts.includes(null));
  });
  const choice = chooseFile(suiting, preference);
  return suiting.find(({ id }) => id === choice?.fileId) ?? null;
}

/** What its creator says is needed beside a file of a version, unless that is one of those itself. */
export function neededBeside({ files }: PlannedVersion, file: ModelFile): readonly ModelFile[] {
  const { own, companions } = groupFiles(files);
  return own.includes(file) ? neededCompanions(companions) : [];
}

export interface FileWish {
  readonly fileId: number | null;
  /** Upper-case hex. */
  readonly hash: string | null;
  readonly untrustedWishes: readonly string[];
  readonly untrustedType: string | null;
}

export const ANY_FILE: FileWish = { fileId: null, hash: null, untrustedWishes: [], untrustedType: null };
