// @ts-check
import { describe, expect, it } from 'vitest';
import { median, percentile, ratioOfMedians, spread } from '../../../../tools/bench/statistics.mjs';

describe('median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[10, 2, 9, 1], 5.5],
    [[100, 20, 3], 20],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
  it('changes nothing in what it is given', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
  it.each([[[]], [[1, Number.NaN]]])('has nothing to say about %j', (values) => {
    expect(() => median(values)).toThrow(RangeError);
  });
});

describe('percentile', () => {
  it.each([
    [[5], 0.95, 5],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95, 10],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9],
    [[4, 3, 2, 1], 0.5, 2],
    [[4, 3, 2, 1], 0, 1],
  ])('of %j at %d is %d', (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });
});

describe('ratioOfMedians', () => {
  it('is below 1 when ours is quicker, however slow a single run was', () => {
    expect(ratioOfMedians([1, 1, 50], [2, 2, 2])).toBe(0.5);
  });
  it('refuses to divide by nothing', () => {
    expect(() => ratioOfMedians([1], [0])).toThrow(RangeError);
  });
});

describe('spread', () => {
  it('tells the extremes beside the middle', () => {
    expect(spread([2, 9, 4])).toEqual({ median: 4, min: 2, max: 9, rounds: 3 });
  });
});
