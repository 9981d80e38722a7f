import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ranksBetween } from '../../../../electron/core/queue/rank';

const isAscending = (ranks: readonly string[]) =>
  ranks.every((rank, at) => at === 0 || (ranks[at - 1] ?? '') < rank);

describe('ranksBetween', () => {
  it('keeps a list in its order through any moves, with ranks that differ', () => {
    const moves = fc.array(
      fc.record({ from: fc.nat(), to: fc.nat(), many: fc.integer({ min: 1, max: 5 }) }),
      {
        maxLength: 200,
      },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), moves, (size, wanted) => {
        const list = [...ranksBetween(size, null, null)];
        for (const { from, to, many } of wanted) {
          const taken = list.splice(from % list.length, many);
          const at = to % (list.length + 1);
          const ranks = ranksBetween(taken.length, list[at - 1] ?? null, list[at] ?? null);
          list.splice(at, 0, ...ranks);
          expect(isAscending(list)).toBe(true);
        }
      }),
    );
  });

  it('stays short while downloads are only added at the ends', () => {
    let [last] = ranksBetween(1, null, null);
    let first = last;
    for (let added = 0; added < 20_000; added += 1) {
      [last] = ranksBetween(1, last ?? null, null);
      [first] = ranksBetween(1, null, first ?? null);
    }
    expect(last?.length).toBe(8);
    expect(first?.length).toBe(8);
    expect((first ?? '') < (last ?? '')).toBe(true);
  });

  it('puts a thousand into one gap with a few digits more', () => {
    const ranks = ranksBetween(1_000, 'i0000000', 'i0000001');
    expect(isAscending(['i0000000', ...ranks, 'i0000001'])).toBe(true);
    expect(Math.max(...ranks.map((rank) => rank.length))).toBeLessThanOrEqual(12);
  });

  it('finds room between neighbours that have none but in a fraction', () => {
    const low = 'i0000000';
    let high = 'i0000001';
    for (let turn = 0; turn < 300; turn += 1) {
      const [middle = ''] = ranksBetween(1, low, high);
      expect(low < middle && middle < high).toBe(true);
      expect(middle.endsWith('0') && middle.length > 8, 'no fraction ends in 0').toBe(false);
      high = middle;
    }
  });
});
