import { describe, expect, it } from 'vitest';
import { rowsNext, rowsNow } from '../../../../../renderer/features/grid/few-rows';

const inView = { startIndex: 10, endIndex: 13 };
const wanted = [8, 9, 10, 11, 12, 13, 14, 15];
const drawn = (...rows: number[]) => ({ wanted, inView, drawn: new Set(rows) });

describe('rowsNow', () => {
  it('is the first of what is in view when nothing was there before', () => {
    expect(rowsNow(drawn())).toEqual([10, 11]);
  });

  it('is the first of what is in view after a jump, beside the row in focus that stayed', () => {
    const afterJump = { wanted: [2, ...wanted], inView, drawn: new Set([0, 1, 2, 3]) };
    expect(rowsNow(afterJump)).toEqual([2, 10, 11]);
  });

  it('is what was there already while the list is scrolled, in order', () => {
    expect(rowsNow(drawn(12, 11, 10, 9, 8, 7))).toEqual([8, 9, 10, 11, 12]);
  });
});

describe('rowsNext', () => {
  it('adds one row ahead of what is in view', () => {
    expect(rowsNext(drawn(8, 9, 10, 11, 12, 13))).toEqual([14]);
  });

  it('adds what is in view first, two rows at most', () => {
    expect(rowsNext(drawn(8, 9, 10))).toEqual([11, 12]);
    expect(rowsNext(drawn(8, 9, 10, 11, 12))).toEqual([13]);
  });

  it('adds nothing when all are there', () => {
    expect(rowsNext(drawn(...wanted))).toEqual([]);
  });

  it('comes to an end from any start, with every row drawn', () => {
    let there: readonly number[] = rowsNow(drawn());
    for (let frame = 0; frame < wanted.length && there.length < wanted.length; frame += 1)
      there = [...there, ...rowsNext(drawn(...there))];
    expect([...there].sort((a, b) => a - b)).toEqual(wanted);
  });
});
