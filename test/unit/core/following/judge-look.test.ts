import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FollowRecord } from '../../../../electron/core/following/follow';
import {
  type Judgement,
  judgeLook,
  type Look,
  type LookedModel,
  timeOfNews,
} from '../../../../electron/core/following/judge-look';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2030, 0, 1);

type Follow = Pick<FollowRecord, 'baseline' | 'followedAtMs'>;
type Versions = readonly (readonly [id: number, publishedAt: number | null])[];

const model = (id: number, versions: Versions): LookedModel => ({
  id,
  versions: versions.map(([versionId, publishedAt]) => ({ id: versionId, publishedAt })),
});
const look = (models: readonly LookedModel[], more: Partial<Look> = {}): Look => ({
  atMs: START_MS,
  isWhole: true,
  models,
  ...more,
});

/** Looks one after the other, each with what the ones before have learnt. */
function follow(...looks: readonly Look[]): number[][] {
  const known = new Map<number, Set<number>>();
  let state: Follow = { baseline: null, followedAtMs: START_MS };
  return looks.map((each) => {
    const judgement: Judgement = judgeLook(state, known, each);
    for (const { modelId, versionId } of judgement.learnt) {
      const versions = known.get(modelId) ?? new Set();
      known.set(modelId, versions);
      if (versionId !== 0) versions.add(versionId);
    }
    state = { ...state, baseline: judgement.baseline };
    return [...judgement.newVersionIds];
  });
}

describe('judgeLook', () => {
  it('takes nothing of the first look for new, and later only what was not there', () => {
    const before = model(1, [[10, START_MS - DAY_MS]]);
    const after = model(1, [
      [11, START_MS + DAY_MS],
      [10, START_MS - DAY_MS],
    ]);
    expect(follow(look([before]), look([before]), look([after]), look([after]))).toEqual([[], [], [11], []]);
  });

  it('goes by ids: an old date or none is new as well, and another date makes nothing new', () => {
    const before = model(1, [[10, START_MS]]);
    const after = model(1, [
      [10, START_MS + 5 * DAY_MS],
      [9, START_MS - 900 * DAY_MS],
      [12, null],
    ]);
    expect(follow(look([before]), look([after]))).toEqual([[], [9, 12]]);
  });

  it('tells of a version once, though it is taken back and shown again', () => {
    const one = model(1, [[10, null]]);
    const two = model(1, [
      [11, null],
      [10, null],
    ]);
    expect(follow(look([one]), look([two]), look([one]), look([two]))).toEqual([[], [11], [], []]);
  });

  it('takes a creator’s new model with all its versions for new', () => {
    const first = look([model(1, [[10, null]])]);
    const then = look([
      model(2, [
        [21, null],
        [20, null],
      ]),
      model(1, [[10, null]]),
    ]);
    expect(follow(first, then)).toEqual([[], [21, 20]]);
  });

  it('takes it for new also when it is older than anything that was there, as a draft of long ago is', () => {
    const first = look([model(1, [[10, null]])]);
    const then = look([model(2, [[4, START_MS - 400 * DAY_MS]])]);
    expect(follow(first, then)).toEqual([[], [4]]);
  });

  it('does not take a model for new whose versions the first answer had lost', () => {
    const first = look([model(1, []), model(2, [[20, null]])]);
    const then = look([
      model(1, [
        [10, START_MS - 3 * DAY_MS],
        [11, START_MS + DAY_MS],
      ]),
    ]);
    expect(follow(first, then, look([model(1, [[12, null]])]))).toEqual([[], [11], [12]]);
  });

  it('learns nothing from an answer that has lost the versions of a known model', () => {
    const whole = look([model(1, [[10, null]])]);
    expect(follow(whole, look([model(1, [])]), whole)).toEqual([[], [], []]);
  });

  it('believes dates and higher ids where the first look did not see everything', () => {
    const first = look([model(1, [[10, null]])], { isWhole: false });
    const then = look([
      model(5, [
        [4, START_MS - 90 * DAY_MS],
        [3, null],
      ]),
      model(6, [
        [50, START_MS - 90 * DAY_MS],
        [9, START_MS + 1],
      ]),
    ]);
    expect(follow(first, then)).toEqual([[], [50, 9]]);
  });

  it('does not make everything new after a first answer that was empty', () => {
    const then = look([
      model(1, [
        [10, START_MS - DAY_MS],
        [11, START_MS + DAY_MS],
      ]),
    ]);
    expect(follow(look([]), then)).toEqual([[], [11]]);
  });

  it('counts what came out between the wish to follow and a first look that was held up', () => {
    const late = look(
      [
        model(1, [
          [10, START_MS - 1],
          [11, START_MS + DAY_MS],
        ]),
      ],
      { atMs: START_MS + 2 * DAY_MS },
    );
    expect(follow(late)).toEqual([[11]]);
  });

  const versions = fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { maxLength: 12 });
  const dates = fc.integer({ min: START_MS - 900 * DAY_MS, max: START_MS + 900 * DAY_MS });

  it('finds exactly what a whole first look did not have, whatever the dates and the order', () => {
    fc.assert(
      fc.property(
        versions.filter(({ length }) => length > 0),
        fc.array(versions, { minLength: 1, maxLength: 6 }),
        fc.func(dates),
        (first, later, dateOf) => {
          const as = (ids: readonly number[], nth: number) =>
            look([
              model(
                1,
                ids.map((id) => [id, dateOf(id, nth)]),
              ),
            ]);
          const told = follow(as(first, 0), ...later.map((ids, nth) => as(ids, nth + 1)));
          const seen = new Set(first);
          for (const [nth, ids] of later.entries()) {
            expect(told[nth + 1]).toEqual(ids.filter((id) => !seen.has(id)));
            for (const id of ids) seen.add(id);
          }
        },
      ),
    );
  });

  it('never tells of a version twice, and of none of the first look, whatever the answers leave out', () => {
    // Versions belong to one model for ever, as at the service.
    const modelOf = (versionId: number) => (versionId % 5) + 1;
    const answer = fc.record({
      ids: versions,
      emptied: fc.subarray([1, 2, 3, 4, 5]),
      isWhole: fc.boolean(),
      dateOf: fc.func(fc.option(dates)),
    });
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 7 }), (answers) => {
        const looks = answers.map(({ ids, emptied, isWhole, dateOf }) =>
          look(
            [1, 2, 3, 4, 5].map((id) =>
              model(
                id,
                emptied.includes(id)
                  ? []
                  : ids.filter((each) => modelOf(each) === id).map((each) => [each, dateOf(each)]),
              ),
            ),
            { isWhole },
          ),
        );
        const told = follow(...looks).flat();
        expect(new Set(told).size).toBe(told.length);
        const inFirst = looks[0]?.models.flatMap((each) => each.versions.map(({ id }) => id)) ?? [];
        expect(told.filter((id) => inFirst.includes(id))).toEqual([]);
      }),
    );
  });
});

describe('timeOfNews', () => {
  it('is the date of publication, unless that cannot be', () => {
    const now = START_MS + 10 * DAY_MS;
    expect(timeOfNews(START_MS + DAY_MS, START_MS, now)).toBe(START_MS + DAY_MS);
    expect(timeOfNews(null, START_MS, now)).toBe(now);
    expect(timeOfNews(now + DAY_MS, START_MS, now)).toBe(now);
    expect(timeOfNews(START_MS - 2 * DAY_MS, START_MS, now)).toBe(now);
  });
});
