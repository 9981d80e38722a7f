// @ts-check
import { describe, expect, it } from 'vitest';
import { growthRatios } from '../../../../tools/bench/growth.mjs';

const point = (/** @type {number} */ count, /** @type {number} */ ms) => ({
  count,
  addMs: ms,
  reorderMs: ms * 2,
  finishMs: 4,
  msPerFile: ms,
});

describe('growthRatios', () => {
  it('compares the longest queue with the shortest, step by step', () => {
    expect(growthRatios([point(10, 1), point(1_000, 9), point(10_000, 3)])).toEqual({
      growth_add_10000_vs_10: 3,
      growth_reorder_10000_vs_10: 3,
      growth_finish_10000_vs_10: 1,
    });
  });
  it('names the lengths it compared, so that a short run never passes for a long one', () => {
    expect(Object.keys(growthRatios([point(10, 1), point(100, 1)]))).toContain('growth_add_100_vs_10');
  });
  it('has nothing to say about no queues', () => {
    expect(growthRatios([])).toEqual({});
  });
});
