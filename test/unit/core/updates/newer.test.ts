import { describe, expect, it } from 'vitest';
import { isNewer, newestOf } from '../../../../electron/core/updates/newer';

const NOW = 1_000;
const order = [3, 2, 1];

describe('isNewer', () => {
  it.each([
    ['everything agrees', { id: 3, publishedAt: 30 }, { id: 1, publishedAt: 10 }, order, true],
    ['a date that lies is outvoted', { id: 3, publishedAt: 1 }, { id: 2, publishedAt: 20 }, order, true],
    [
      'a date in the future counts for nothing',
      { id: 1, publishedAt: 9_999 },
      { id: 2, publishedAt: 20 },
      order,
      false,
    ],
    [
      'an old version that was put in front stays old',
      { id: 1, publishedAt: 10 },
      { id: 3, publishedAt: 30 },
      [1, 3, 2],
      false,
    ],
    [
      'a draft that was begun early is new',
      { id: 1, publishedAt: 90 },
      { id: 2, publishedAt: 20 },
      [1, 2],
      true,
    ],
    [
      'a list from old to new is outvoted',
      { id: 3, publishedAt: 30 },
      { id: 1, publishedAt: 10 },
      [1, 2, 3],
      true,
    ],
    [
      'without dates the order and the ids decide',
      { id: 3, publishedAt: null },
      { id: 1, publishedAt: null },
      order,
      true,
    ],
    [
      'without dates nothing is new that only one says',
      { id: 1, publishedAt: null },
      { id: 3, publishedAt: null },
      [1, 3],
      false,
    ],
    [
      'one that the service shows no more is compared by its id',
      { id: 3, publishedAt: 5 },
      { id: 2, publishedAt: null },
      [3],
      true,
    ],
    ['nothing is newer than itself', { id: 3, publishedAt: 30 }, { id: 3, publishedAt: 10 }, order, false],
  ])('%s', (_, version, than, listed, expected) => {
    expect(isNewer(version, than, listed, NOW)).toBe(expected);
  });
});

describe('newestOf', () => {
  it('finds the newest whatever the order', () => {
    const versions = [1, 4, 2, 3].map((id) => ({ id, publishedAt: id }));
    expect(newestOf(versions, [4, 3, 2, 1], NOW)?.id).toBe(4);
    expect(newestOf(versions, [1, 2, 3, 4], NOW)?.id).toBe(4);
    expect(newestOf([], [], NOW)).toBeNull();
  });
});
