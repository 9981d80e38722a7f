import { describe, expect, it } from 'vitest';
import { indexOfId } from '../../../../../renderer/features/grid/use-grid-cursor';

const items = [4, 8, 15, 16].map((id) => ({ id }));

describe('indexOfId', () => {
  it('finds an item where it was, and where it has moved to', () => {
    expect(indexOfId(items, 15, 2)).toBe(2);
    expect(indexOfId(items, 15, 0)).toBe(2);
    expect(indexOfId(items, 15, 99)).toBe(2);
  });

  it('finds nobody and what is gone nowhere', () => {
    expect(indexOfId(items, null, 0)).toBe(-1);
    expect(indexOfId(items, 23, 0)).toBe(-1);
  });

  it('does not look through the list for an item that stayed', () => {
    const list = [...items];
    list.findIndex = () => expect.unreachable('The whole list was looked through.');
    expect(indexOfId(list, 16, 3)).toBe(3);
  });
});
