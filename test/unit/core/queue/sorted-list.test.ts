import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SortedList } from '../../../../electron/core/queue/sorted-list';

describe('SortedList', () => {
  it('holds what a sorted set of the same numbers holds', () => {
    const orders = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 30 })), { maxLength: 200 });
    fc.assert(
      fc.property(orders, (wanted) => {
        const list = new SortedList<number>((a, b) => a - b);
        const model = new Set<number>();
        for (const [isAdded, number] of wanted) {
          if (isAdded) list.add(number);
          else expect(list.delete(number)).toBe(model.has(number));
          if (isAdded) model.add(number);
          else model.delete(number);
          const expected = [...model].toSorted((a, b) => a - b);
          expect([...list]).toEqual(expected);
          expect([list.first(), list.last(), list.size]).toEqual([
            expected[0] ?? null,
            expected.at(-1) ?? null,
            expected.length,
          ]);
          expect(list.at(list.indexOf(number)) === number).toBe(model.has(number));
        }
      }),
    );
  });

  it('replaces a member that compares as equal', () => {
    const list = new SortedList<{ key: number; name: string }>((a, b) => a.key - b.key);
    list.add({ key: 1, name: 'old' });
    list.add({ key: 1, name: 'new' });
    expect([...list]).toEqual([{ key: 1, name: 'new' }]);
  });
});
