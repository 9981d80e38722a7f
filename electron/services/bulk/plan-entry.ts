import {
  canBeIncluded,
  isIncludedAtFirst,
  type NameConflict,
  type PlanChoice,
  type PlanItem,
  type PlanObstacle,
  type PlanOwnership,
} from '../../../shared/bulk/plan';
import { type AccessState, accessState, type VersionTerms } from '../../../shared/civitai/access';
import { isDangerous, isPickle } from '../../../shared/civitai/choose-file';
import { isWithin } from '../../../shared/civitai/maturity';
import type { FileHashes, MaturityLevel, ModelFile } from '../../../shared/civitai/model';
import type { DownloadTarget } from '../../../shared/download/download';
import type { FolderKind } from '../../../shared/placement';
import { type LockedFile, lockedHashes, mayBeLocked } from '../../core/bulk/lock-file';
import { cleanFileName } from '../../core/naming/file-name';
import type { ReplacementPromise } from '../../core/updates/ports';
import { toDownloadTarget } from '../catalogue/download-target';
import type { PlannedPlace } from '../placement';
import type { PlannedModel, PlannedVersion } from './planned-model';

/** What the user has said of an entry by ticking it or not. */
export interface TickedByUser {
  readonly isIncluded: boolean;
  /** They were told that a scan calls it dangerous. */
  readonly isRiskAccepted: boolean;
  /** What stood in the way then; something else has to be ticked anew. */
  readonly access: AccessState['kind'];
}

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
  /** Null while it is up to Civet. */
  readonly ticked: TickedByUser | null;
  /** Null until the service was asked. */
  readonly terms: VersionTerms | null;
  readonly promise: ReplacementPromise | null;
}

/** Where a file would go. */
export type ItemPlace = Pick<PlannedPlace, 'kind' | 'why' | 'folder' | 'label' | 'fileName'>;

/** What stands around an entry. */
export interface Surroundings {
  readonly place: ItemPlace | null;
  readonly volumeId: string | null;
  readonly ownership: PlanOwnership;
  readonly isSignedIn: boolean;
  readonly maturity: MaturityLevel;
  readonly conflict: NameConflict | null;
}

export function versionOf({ model, versionId }: PlanEntry): PlannedVersion | undefined {
  return model.versions.find(({ id }) => id === versionId);
}

export function fileOfEntry(entry: PlanEntry): ModelFile | undefined {
  return versionOf(entry)?.files.find(({ id }) => id === entry.fileId);
}

/** What the bytes have to measure: what is locked, and what is published besides. Null when there is no such file. */
export function expectedHashes(entry: PlanEntry): FileHashes | null {
  const file = fileOfEntry(entry);
  if (file === undefined) return null;
  return entry.lock === null ? file.hashes : lockedHashes(entry.lock.hashes, file.hashes);
}

/** What would be downloaded; null when there is no such file. */
export function targetOf(entry: PlanEntry): DownloadTarget | null {
  const version = versionOf(entry);
  const file = fileOfEntry(entry);
  if (version === undefined || file === undefined) return null;
  const target = toDownloadTarget(entry.model, version, file, version);
  if (entry.lock === null) return target;
  const locked = entry.lock.hashes;
  return { ...target, lockedHashes: locked, hashes: lockedHashes(locked, target.hashes) };
}

/** Clean; null when there is no file. */
export function fileNameOf(entry: PlanEntry): string | null {
  const file = fileOfEntry(entry);
  const untrusted = file?.untrustedName ?? entry.lock?.fileName ?? null;
  if (untrusted === null) return null;
  return cleanFileName(untrusted, `model-${entry.versionId}-${entry.fileId ?? 0}`);
}

/** As the page sees it, but that the user's tick may not hold. */
export function toItem(
  entry: PlanEntry,
  { place, volumeId, ...facts }: Surroundings,
): Omit<PlanItem, 'isIncluded'> {
  const { model, lock } = entry;
  const version = versionOf(entry);
  const file = fileOfEntry(entry);
  return {
    id: entry.id,
    modelId: model.id,
    versionId: entry.versionId,
    fileId: entry.fileId,
    modelName: model.name,
    versionName: version?.name ?? lock?.version ?? '',
    modelType: model.type,
    baseModel: version?.baseModel ?? null,
    creator: model.creator,
    fileName: place?.fileName ?? fileNameOf(entry),
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
            reason: place.why,
            label: place.label,
            path: place.folder,
            volumeId,
          },
    ownership: facts.ownership,
    access: accessOf(entry, facts.isSignedIn),
    obstacle: obstacleOf(entry, version, file),
    conflict: facts.conflict,
    isDangerous: file !== undefined && isDangerous(file),
    isPickle: file !== undefined && isPickle(file),
    lockedHash: lock?.hashes.sha256 ?? null,
    ambiguousId: entry.ambiguousId,
    isAboveLevel: !isWithin(model.maturity, facts.maturity),
    oldFiles: oldFilesOf(entry.promise),
  };
}

/** All of them where an update has several, as far as anybody reads. */
const MOST_OLD_NAMES = 10;

function oldFilesOf(promise: ReplacementPromise | null): PlanItem['oldFiles'] {
  if (promise === null) return null;
  const { fate, files } = promise;
  const names = files.slice(0, MOST_OLD_NAMES).map(({ fileName }) => fileName);
  return { fate, names, count: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Whether it would be queued: what the user said, as long as that was said of what it is now. */
export function isIncluded({ ticked }: PlanEntry, item: Omit<PlanItem, 'isIncluded'>): boolean {
  if (ticked === null) return isIncludedAtFirst(item);
  if (!ticked.isIncluded || !canBeIncluded(item)) return false;
  if (item.isDangerous && !ticked.isRiskAccepted) return false;
  return item.access.kind === 'free' || item.access.kind === ticked.access;
}

const NOTHING_TOLD: VersionTerms = { needsLogin: null, isDownloadable: null };

function accessOf(entry: PlanEntry, isSignedIn: boolean): AccessState {
  const access = versionOf(entry)?.access ?? { kind: 'open' };
  return accessState({ mode: entry.model.mode, access, isSignedIn, ...(entry.terms ?? NOTHING_TOLD) });
}

function obstacleOf(
  { lock }: PlanEntry,
  version: PlannedVersion | undefined,
  file: ModelFile | undefined,
): PlanObstacle | null {
  if (version === undefined) return 'gone';
  if (file === undefined) return version.files.length === 0 && lock === null ? 'noFile' : 'gone';
  const published = { hashes: file.hashes, size: file.approximateBytes, isSizeExact: false };
  return lock !== null && !mayBeLocked(lock, published) ? 'otherContent' : null;
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
