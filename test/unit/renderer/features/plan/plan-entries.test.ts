import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  canBeTickedWithOthers,
  idsBetween,
  needsAttention,
  type PlanFilter,
  planEntries,
} from '../../../../../renderer/features/plan/plan-entries';
import { startWords } from '../../../../../renderer/locales/words';
import type { PlanItem } from '../../../../../shared/bulk/plan';
import { downloadId } from '../../stores/builders';
import { planItem } from './builders';

beforeAll(startWords);

const installed = { kind: 'installed', downloadId: downloadId(1) } as const;

describe('needsAttention', () => {
  const troubles: Readonly<Record<string, Partial<PlanItem>>> = {
    'a file that is gone': { obstacle: 'gone' },
    'a version without files': { obstacle: 'noFile', fileId: null },
    'other content than the lock names': { obstacle: 'otherContent' },
    'a login that is missing': { access: { kind: 'login' } },
    'early access': { access: { kind: 'earlyAccess', untilMs: null } },
    'a price': { access: { kind: 'paid' } },
    danger: { isDangerous: true },
    'what is above the level of maturity': { isAboveLevel: true },
    'a number that may mean two things': { ambiguousId: 7 },
    'a name that is taken': { conflict: 'onDisk' },
  };

  it.each(Object.entries(troubles))('asks for a look at %s', (_, change) => {
    expect(needsAttention(planItem(1, change))).toBe(true);
    expect(needsAttention(planItem(1, { ...change, ownership: installed }))).toBe(false);
  });

  it('asks for none where nothing is in the way, nor for a pickle or a lock alone', () => {
    expect(needsAttention(planItem(1))).toBe(false);
    expect(needsAttention(planItem(1, { isPickle: true, lockedHash: 'AB' }))).toBe(false);
  });
});

describe('planEntries', () => {
  const NONE = new Set<string>();
  const shown = (
    items: readonly PlanItem[],
    filter: PlanFilter = 'all',
    refused: ReadonlySet<string> = NONE,
    text = '',
  ) =>
    planEntries(items, { filter, text, refused }).entries.map((entry) =>
      entry.kind === 'item' ? entry.item.id : `? ${entry.ambiguousId}`,
    );

  it('stands all that one number may mean together, below the question', () => {
    const items = [
      planItem(1),
      planItem(2, { ambiguousId: 7 }),
      planItem(3),
      planItem(4, { ambiguousId: 9 }),
      planItem(5, { ambiguousId: 7 }),
    ];
    expect(shown(items)).toEqual(['p1', '? 7', 'p2', 'p5', 'p3', '? 9', 'p4']);
  });

  it('shows what passes the filter only', () => {
    const items = [planItem(1), planItem(2, { isDangerous: true }), planItem(3, { ownership: installed })];
    expect(shown(items, 'attention')).toEqual(['p2']);
    expect(shown(items, 'here')).toEqual(['p3']);
    expect(shown(items, 'problems')).toEqual([]);
  });

  it('puts what was refused before everything else that asks for a look, and moves nothing elsewhere', () => {
    const items = [planItem(1, { isDangerous: true }), planItem(2), planItem(3)];
    expect(shown(items, 'attention', new Set(['p3']))).toEqual(['p3', 'p1']);
    expect(shown(items, 'all', new Set(['p3']))).toEqual(['p1', 'p2', 'p3']);
  });

  it('finds the words wherever they stand in a row', () => {
    const items = [
      planItem(1, { modelName: 'Aurora Fjord', creator: 'mira' }),
      planItem(2, { fileName: 'aurora-inpainting.safetensors', baseModel: 'Pony' }),
      planItem(3, { modelType: 'TextualInversion' }),
    ];
    expect(shown(items, 'all', NONE, 'embedding')).toEqual(['p3']);
    expect(shown(items, 'all', NONE, 'aurora')).toEqual(['p1', 'p2']);
    expect(shown(items, 'all', NONE, ' PONY  aurora')).toEqual(['p2']);
    expect(shown(items, 'all', NONE, 'mira pony')).toEqual([]);
    expect(shown(items, 'all', NONE, ' ')).toEqual(['p1', 'p2', 'p3']);
  });

  it('has every item once, whatever the numbers, and finds each where it stands', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 1, max: 4 })), { maxLength: 40 }), (numbers) => {
        const items = numbers.map((ambiguousId, at) => planItem(at, { ambiguousId }));
        const { entries, ids, indexOf } = planEntries(items, { filter: 'all', text: '', refused: NONE });
        expect([...ids].sort()).toEqual(items.map(({ id }) => id).sort());
        for (const id of ids) expect(entries[indexOf(id)]).toMatchObject({ kind: 'item', item: { id } });
        expect(indexOf('not there')).toBe(-1);
      }),
    );
  });
});

describe('canBeTickedWithOthers', () => {
  it('leaves out what cannot be had, and what the user has to say one by one', () => {
    expect(canBeTickedWithOthers(planItem(1, { isDangerous: true }))).toBe(true);
    expect(canBeTickedWithOthers(planItem(1, { ambiguousId: 7 }))).toBe(false);
    expect(canBeTickedWithOthers(planItem(1, { obstacle: 'gone' }))).toBe(false);
    expect(canBeTickedWithOthers(planItem(1, { ownership: installed }))).toBe(false);
  });
});

describe('idsBetween', () => {
  const ids = ['a', 'b', 'c', 'd'];

  it('takes all from one to the other, in both directions', () => {
    expect(idsBetween(ids, 'b', 'd')).toEqual(['b', 'c', 'd']);
    expect(idsBetween(ids, 'd', 'b')).toEqual(['b', 'c', 'd']);
  });

  it('takes the one alone when the range has no beginning any more', () => {
    expect(idsBetween(ids, null, 'c')).toEqual(['c']);
    expect(idsBetween(ids, 'gone', 'c')).toEqual(['c']);
  });
});
