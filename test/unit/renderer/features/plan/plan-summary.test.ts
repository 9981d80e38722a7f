import { describe, expect, it } from 'vitest';
import {
  filtersOf,
  summarisePlan,
  whyNothingToQueue,
} from '../../../../../renderer/features/plan/plan-summary';
import { failure } from '../../../../../shared/failure';
import { downloadId } from '../../stores/builders';
import { planItem } from './builders';

const installed = { kind: 'installed', downloadId: downloadId(1) } as const;
const NONE = new Set<string>();
const left = { isIncluded: false } as const;

describe('summarisePlan', () => {
  it('counts what is included, and sums up what is known of its size', () => {
    const items = [
      planItem(1, { approximateBytes: 5 }),
      planItem(2, { approximateBytes: null }),
      planItem(3, left),
    ];
    expect(summarisePlan(items, [], NONE)).toMatchObject({
      includedCount: 2,
      includedBytes: 5,
      unknownSizeCount: 1,
      lockableCount: 2,
      counts: { all: 3, attention: 0, here: 0, problems: 0 },
    });
  });

  it('writes into a lock file what is here already, but not what is left out', () => {
    const items = [planItem(1, { ...left, ownership: installed }), planItem(2, left), planItem(3)];
    expect(summarisePlan(items, [], NONE)).toMatchObject({ lockableCount: 2, counts: { here: 1 } });
  });

  it('counts for a login only what is left out for it', () => {
    const access = { kind: 'login' } as const;
    const items = [
      planItem(1, { ...left, access }),
      planItem(2, { access }),
      planItem(3, { ...left, access, ownership: installed }),
    ];
    expect(summarisePlan(items, [], NONE)).toMatchObject({
      loginCount: 1,
      counts: { attention: 2, here: 1 },
    });
  });

  it('counts what was refused among what asks for a look', () => {
    expect(summarisePlan([planItem(1), planItem(2)], [], new Set(['p2'])).counts.attention).toBe(1);
  });

  it('counts what could not be planned beside the items', () => {
    const problem = { id: 'x', untrustedText: '', line: 1, cause: failure('input.notUnderstood') };
    expect(summarisePlan([], [problem], NONE).counts).toEqual({ all: 0, attention: 0, here: 0, problems: 1 });
  });
});

const strange = { id: 'x', untrustedText: '', line: 1, cause: failure('input.notUnderstood') };

describe('filtersOf', () => {
  it('leads to why nothing could be planned where that is all there is, once it has been looked up', () => {
    const summary = summarisePlan([], [strange], NONE);
    expect(filtersOf(summary, false)).toEqual(['problems']);
    expect(filtersOf(summary, true)).toContain('all');
    expect(filtersOf(summarisePlan([planItem(1)], [strange], NONE), false)).toContain('all');
  });
});

describe('whyNothingToQueue', () => {
  const why = (items: Parameters<typeof summarisePlan>[0], problems = [strange]) =>
    whyNothingToQueue(summarisePlan(items, problems, NONE), false);

  it('asks for a tick only where one can be made', () => {
    expect(why([planItem(1)])).toBeNull();
    expect(why([planItem(1, left)])).toBe('nothingIncluded');
    expect(why([planItem(1, { ...left, ownership: installed })])).toBe('allHere');
    const gone = planItem(2, { ...left, obstacle: 'gone' });
    expect(why([planItem(1, { ...left, ownership: installed }), gone])).toBe('nothingPossible');
  });

  it('says that there is no file, and nothing while that is not known yet', () => {
    expect(why([])).toBe('noFileInPlan');
    expect(why([], [])).toBeNull();
    expect(whyNothingToQueue(summarisePlan([], [strange], NONE), true)).toBeNull();
  });
});
