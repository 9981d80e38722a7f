import type { FilePreference } from '../../../shared/settings/schema';
import type { UpdatePart } from '../../../shared/updates/updates';
import { accessAt } from '../following/news';
import { type FileRole, fileLike, fileOfOwned, type OwnedBytes, roleOf } from './like-file';
import { isNewer, newestOf, type VersionAge } from './newer';
import type { UpdateFile, UpdateModel, UpdateVersion } from './update-model';

/** A file of the library that belongs to a version of the model. */
export interface OwnedFile extends OwnedBytes {
  readonly id: number;
  readonly versionId: number;
  /** As it was told of its version when that was still shown; null where it was not. */
  readonly baseModel: string | null;
}

export interface JudgeTerms {
  readonly preference: FilePreference;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** Versions that the user does not want to hear of; nor of what was out before them for the same base model. */
  readonly ignoredVersionIds: ReadonlySet<number>;
}

/** One thing to be told about files of the user's. */
export interface Judged {
  readonly part: UpdatePart;
  readonly baseModel: string | null;
  /** What is offered; null for what is gone. */
  readonly offered: { readonly versionId: number; readonly fileId: number } | null;
  readonly oldFileIds: readonly number[];
  /** A still newer version that is in early access or paid. */
  readonly aheadVersionId: number | null;
}

interface Standing extends VersionAge {
  readonly file: OwnedFile;
  readonly baseModel: string | null;
  readonly role: FileRole;
  readonly old: UpdateFile | null;
  readonly isGone: boolean;
}

/**
 * What there is to tell about the user's files of one model: which newer versions there are, each with the file that
 * is most like theirs, and what Civitai does not show any more. Pure; whoever has a model and files may ask.
 *
 * An update is of the same base model and the same role (weights by weights, a VAE by a VAE). What a version already in
 * the library is newer than is no update, so old files that were kept beside newer ones are left in peace: an update is
 * about the newest files that are there. Versions for other base models are told apart, and replace nothing.
 *
 * @param owned at least one, all of this model
 * @param model as the service told it last; `gone` when it told that there is none
 */
export function judgeModel(
  owned: readonly OwnedFile[],
  model: UpdateModel | 'gone',
  terms: JudgeTerms,
): readonly Judged[] {
  if (model === 'gone' || model.mode === 'archived') return [goneOf(owned.map(({ id }) => id))];
  // The service's lists lose the versions of a model for a while (API note 1.1); that says nothing.
  if (model.versions.length === 0) return [];
  const order = model.versions.map(({ id }) => id);
  const standings = owned.map((file) => standingOf(file, model));
  const judged: Judged[] = [];
  for (const group of groupsOf(standings)) judged.push(...judgeGroup(group, standings, model, order, terms));
  judged.push(...otherBasesOf(standings, model, order, terms));
  const told = new Set(judged.flatMap(({ part, oldFileIds }) => (part === 'otherBases' ? [] : oldFileIds)));
  const lost = standings.filter(({ isGone, file }) => isGone && !told.has(file.id));
  if (lost.length > 0) judged.push(goneOf(lost.map(({ file }) => file.id)));
  return judged;
}

function goneOf(oldFileIds: readonly number[]): Judged {
  return { part: 'gone', baseModel: null, offered: null, oldFileIds, aheadVersionId: null };
}

function standingOf(file: OwnedFile, model: UpdateModel): Standing {
  const version = model.versions.find(({ id }) => id === file.versionId);
  const old = version === undefined ? null : fileOfOwned(version, file);
  return {
    id: file.versionId,
    publishedAt: version?.publishedAt ?? null,
    file,
    baseModel: version === undefined ? file.baseModel : version.baseModel,
    // What cannot be told from the others is the model itself: that is what people keep.
    role: version === undefined || old === null ? 'model' : roleOf(old, version),
    old,
    isGone: version === undefined,
  };
}

function groupsOf(standings: readonly Standing[]): readonly (readonly Standing[])[] {
  const groups = new Map<string, Standing[]>();
  for (const standing of standings) {
    const key = JSON.stringify([standing.baseModel, standing.role]);
    groups.set(key, [...(groups.get(key) ?? []), standing]);
  }
  return [...groups.values()];
}

function judgeGroup(
  group: readonly Standing[],
  standings: readonly Standing[],
  model: UpdateModel,
  order: readonly number[],
  terms: JudgeTerms,
): readonly Judged[] {
  const newestOwned = newestOf(group, order, terms.nowMs);
  if (newestOwned === null) return [];
  const { baseModel, role } = newestOwned;
  const hasRole = (version: UpdateVersion) => version.files.some((file) => roleOf(file, version) === role);
  const newer = offersOf(model, baseModel, order, terms).filter(
    (version) => isNewer(version, newestOwned, order, terms.nowMs) && hasRole(version),
  );
  const had = new Set(standings.filter((each) => each.role === role).map(({ id }) => id));
  const wanted = newer.filter(({ id }) => !had.has(id));
  const free = newestOf(
    wanted.filter((version) => isFree(version, terms.nowMs)),
    order,
    terms.nowMs,
  );
  const restricted = newestOf(
    wanted.filter(
      (version) =>
        !isFree(version, terms.nowMs) && (free === null || isNewer(version, free, order, terms.nowMs)),
    ),
    order,
    terms.nowMs,
  );
  const offered = free ?? restricted;
  if (offered === null) return [];
  // The same version may lie there twice, or in two precisions.
  const old = group.filter(({ id }) => id === newestOwned.id);
  const byFile = new Map<number, number[]>();
  for (const { file, old: oldFile } of old) {
    const like = fileLike(offered, role, oldFile, terms.preference);
    if (like !== null) byFile.set(like.id, [...(byFile.get(like.id) ?? []), file.id]);
  }
  return [...byFile].map(([fileId, oldFileIds]) => ({
    part: free === null ? ('restricted' as const) : ('updates' as const),
    baseModel,
    offered: { versionId: offered.id, fileId },
    oldFileIds,
    aheadVersionId: free === null ? null : (restricted?.id ?? null),
  }));
}

/** Versions for bases of which the user has nothing, and that came out after what they have. */
function otherBasesOf(
  standings: readonly Standing[],
  model: UpdateModel,
  order: readonly number[],
  terms: JudgeTerms,
): readonly Judged[] {
  const weights = standings.filter(({ role }) => role === 'model');
  const newestOwned = newestOf(weights, order, terms.nowMs);
  if (newestOwned === null) return [];
  const had = new Set(standings.map(({ baseModel }) => baseModel));
  const others = [...new Set(model.versions.map(({ baseModel }) => baseModel))].filter(
    (base) => !had.has(base),
  );
  return others.flatMap((baseModel) => {
    const newer = offersOf(model, baseModel, order, terms).filter((version) =>
      isNewer(version, newestOwned, order, terms.nowMs),
    );
    const offered = newestOf(newer, order, terms.nowMs);
    const file = offered === null ? null : fileLike(offered, 'model', newestOwned.old, terms.preference);
    if (offered === null || file === null) return [];
    const oldFileIds = weights.filter(({ id }) => id === newestOwned.id).map((each) => each.file.id);
    const target = { versionId: offered.id, fileId: file.id };
    return [{ part: 'otherBases' as const, baseModel, offered: target, oldFileIds, aheadVersionId: null }];
  });
}

/** What could be offered for a base model: with files, and out after everything that the user ignores. */
function offersOf(
  model: UpdateModel,
  baseModel: string | null,
  order: readonly number[],
  { ignoredVersionIds, nowMs }: JudgeTerms,
): readonly UpdateVersion[] {
  const ofBase = model.versions.filter((version) => version.baseModel === baseModel);
  const ignored = ofBase.filter(({ id }) => ignoredVersionIds.has(id));
  return ofBase.filter(
    (version) =>
      version.files.length > 0 &&
      version.access.kind !== 'downloadsDisabled' &&
      ignored.every((each) => isNewer(version, each, order, nowMs)),
  );
}

/** What was in early access when it was asked about may not be any more. */
function isFree({ access }: UpdateVersion, nowMs: number): boolean {
  return accessAt(access, nowMs).kind === 'open';
}
