import {
  canBeIncluded,
  isIncludedAtFirst,
  type NameConflict,
  type PlanChoice,
  type PlanItem,
  type PlanObstacle,
  type PlanOwnership,
} from '../../../shared/bulk/plan';
import { accessState, type VersionTerms } from '../../../shared/civitai/access';
import { isDangerous, isPickle } from '../../../shared/civitai/choose-file';
import type { ModelFile } from '../../../shared/civitai/model';
import type { DownloadTarget } from '../../../shared/download/download';
import type { FolderKind } from '../../../shared/placement';
import { type LockedFile, lockedHashes, mayBeLocked } from '../../core/bulk/lock-file';
import { cleanFileName } from '../../core/naming/file-name';
import type { PlannedPlace } from '../placement';
import { type PlannedModel, type PlannedVersion, toTarget } from './planned-model';

/** What main keeps of one line of the plan. */
export interface PlanEntry {
  readonly id: string;
  readonly model: PlannedModel;
  readonly versionId: number;
  readonly fileId: number | null;
  readonly lock: LockedFile | null;
  readonly ambiguousId: number | null;
  readonly isPrivate: boolean;
  /** The kind of folder that the user has chosen. */
  readonly ownKind: FolderKind | null;
  /** What the user said; null while it is up to Civet. */
  readonly isWanted: boolean | null;
  /** Null until the service was asked. */
  readonly terms: VersionTerms | null;
}

/** What stands around an entry. */
export interface Surroundings {
  readonly place: PlannedPlace | null;
  readonly volumeId: string | null;
  readonly ownership: PlanOwnership;
  readonly isSignedIn: boolean;
}

export function versionOf({ model, versionId }: PlanEntry): PlannedVersion | undefined {
  return model.versions.find(({ id }) => id === versionId);
}

export function fileOfEntry(entry: PlanEntry): ModelFile | undefined {
  return versionOf(entry)?.files.find(({ id }) => id === entry.fileId);
}

/** What would be downloaded; null when there is no such file. */
export function targetOf(entry: PlanEntry): DownloadTarget | null {
  const version = versionOf(entry);
  const file = fileOfEntry(entry);
  if (version === undefined || file === undefined) return null;
  const target = toTarget(entry.model, version, file);
  return entry.lock === null ? target : { ...target, hashes: lockedHashes(entry.lock.hashes, target.hashes) };
}

/** As the page sees it, but for the names of others in the same folder. */
export function toItem(entry: PlanEntry, { place, volumeId, ...facts }: Surroundings): PlanItem {
  const { model, lock } = entry;
  const version = versionOf(entry);
  const file = fileOfEntry(entry);
  const none: VersionTerms = { needsLogin: null, isDownloadable: null };
  const item = {
    id: entry.id,
    modelId: model.id,
    versionId: entry.versionId,
    fileId: entry.fileId,
    modelName: model.name,
    versionName: version?.name ?? lock?.version ?? '',
    modelType: model.type,
    baseModel: version?.baseModel ?? null,
    creator: model.creator,
    fileName:
      file === undefined
        ? (lock?.fileName ?? null)
        : cleanFileName(file.untrustedName, `model-${entry.versionId}-${file.id}`),
    format: file?.format ?? null,
    precision: file?.precision ?? null,
    sizeClass: file?.sizeClass ?? null,
    approximateBytes: file?.approximateBytes ?? lock?.size ?? null,
    choiceCount: model.versions.reduce((sum, { files }) => sum + files.length, 0),
    place:
      place === null
        ? null
        : {
            kind: place.kind,
            isOwnChoice: entry.ownKind !== null,
            label: place.label,
            path: place.folder,
            volumeId,
          },
    ownership: facts.ownership,
    access: accessState({
      mode: model.mode,
      access: version?.access ?? { kind: 'open' },
      isSignedIn: facts.isSignedIn,
      ...(entry.terms ?? none),
    }),
    obstacle: obstacleOf(entry, version, file),
    conflict: null as NameConflict | null,
    isDangerous: file !== undefined && isDangerous(file),
    isPickle: file !== undefined && isPickle(file),
    lockedHash: lock?.hashes.sha256 ?? null,
    ambiguousId: entry.ambiguousId,
  };
  const isIncluded =
    entry.isWanted === null ? isIncludedAtFirst(item) : entry.isWanted && canBeIncluded(item);
  return { ...item, isIncluded };
}

function obstacleOf(
  entry: PlanEntry,
  version: PlannedVersion | undefined,
  file: ModelFile | undefined,
): PlanObstacle | null {
  if (version === undefined) return 'gone';
  if (file === undefined) return version.files.length === 0 && entry.lock === null ? 'noFile' : 'gone';
  if (entry.lock !== null && !mayBeLocked(entry.lock.hashes, file.hashes)) return 'otherContent';
  return null;
}

/** The versions and files that an entry could be changed to. */
export function choicesOf({ model }: PlanEntry): readonly PlanChoice[] {
  return model.versions.map((version) => ({
    versionId: version.id,
    versionName: version.name,
    baseModel: version.baseModel,
    files: version.files.map((file) => ({
      fileId: file.id,
      fileName: cleanFileName(file.untrustedName, `model-${version.id}-${file.id}`),
      type: file.type,
      format: file.format,
      precision: file.precision,
      sizeClass: file.sizeClass,
      approximateBytes: file.approximateBytes,
      isDangerous: isDangerous(file),
    })),
  }));
}
