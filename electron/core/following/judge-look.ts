import type { Baseline, FollowRecord } from './follow';

/** A model as one look at the service has it; a version says when it was published, or null. */
export interface LookedModel {
  readonly id: number;
  readonly versions: readonly { readonly id: number; readonly publishedAt: number | null }[];
}

/** Versions by model. A model without any was seen before it had one. */
export type KnownVersions = ReadonlyMap<number, ReadonlySet<number>>;

/** Version 0 stands for the model itself, which had none. */
export interface LearntVersion {
  readonly modelId: number;
  readonly versionId: number;
}

export interface Look {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly models: readonly LookedModel[];
  /** It took one answer, and there was no more behind it. */
  readonly isWhole: boolean;
}

export interface Judgement {
  readonly baseline: Baseline;
  /** What later looks must not take for new. */
  readonly learnt: readonly LearntVersion[];
  readonly newVersionIds: ReadonlySet<number>;
}

/** A first look that comes later than this after the wish to follow was held up: offline, or refused. */
const LATE_MS = 10 * 60_000;

/**
 * What of a look is new. Versions are compared by id: one that turns up with an old date is new as well, and
 * a new name, another access or another text make no new version. Only where ids cannot tell, because the
 * first look could not see everything, the date of publication does.
 *
 * @param known what earlier looks at the same thing have learnt
 */
export function judgeLook(
  { baseline, followedAtMs }: Pick<FollowRecord, 'baseline' | 'followedAtMs'>,
  known: KnownVersions,
  look: Look,
): Judgement {
  const learnt: LearntVersion[] = [];
  const newVersionIds = new Set<number>();
  const isNew = newnessOf(baseline, followedAtMs, look);
  for (const model of look.models) {
    const before = known.get(model.id);
    if (model.versions.length === 0) {
      // The service's lists lose the versions of a model for a while (API note 1.1); it has not lost its past.
      if (baseline === null && before === undefined) learnt.push({ modelId: model.id, versionId: 0 });
      continue;
    }
    for (const version of model.versions) {
      if (before?.has(version.id)) continue;
      learnt.push({ modelId: model.id, versionId: version.id });
      if (isNew(before, version)) newVersionIds.add(version.id);
    }
  }
  return { baseline: baseline ?? baselineOf(look), learnt, newVersionIds };
}

type IsNew = (before: ReadonlySet<number> | undefined, version: LookedModel['versions'][number]) => boolean;

function newnessOf(baseline: Baseline | null, followedAtMs: number, { atMs }: Look): IsNew {
  const isAfter = (publishedAt: number | null, limitMs: number) =>
    publishedAt !== null && publishedAt > limitMs;
  if (baseline === null) {
    const isLate = atMs - followedAtMs > LATE_MS;
    return (_, { publishedAt }) => isLate && isAfter(publishedAt, followedAtMs);
  }
  return (before, { id, publishedAt }) => {
    if (before !== undefined && before.size > 0) return true;
    if (before === undefined && baseline.isWhole) return true;
    // It may have been there all the time: behind the end of the first look, or without its versions.
    return (before === undefined && id > baseline.highestVersionId) || isAfter(publishedAt, baseline.atMs);
  };
}

function baselineOf({ atMs, models, isWhole }: Look): Baseline {
  const ids = models.flatMap(({ versions }) => versions.map(({ id }) => id));
  // A list that is empty for a moment must not make everything new that comes after it.
  if (ids.length === 0) return { atMs, isWhole: false, highestVersionId: Number.MAX_SAFE_INTEGER };
  return { atMs, isWhole, highestVersionId: ids.reduce((highest, id) => Math.max(highest, id), 0) };
}

/** Clocks differ, and a version may be shown a while after the date that it bears. */
const SLACK_MS = 24 * 60 * 60_000;

/**
 * Where a new version stands among the others: when it was published, unless a look since then has not seen
 * it; then, when it was found.
 *
 * @param lookedBeforeMs when it was looked for without being there
 */
export function timeOfNews(publishedAt: number | null, lookedBeforeMs: number, nowMs: number): number {
  if (publishedAt === null || publishedAt > nowMs) return nowMs;
  return publishedAt < lookedBeforeMs - SLACK_MS ? nowMs : publishedAt;
}
