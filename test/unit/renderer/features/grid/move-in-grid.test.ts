import { describe, expect, it } from 'vitest';
import { moveInGrid } from '../../../../../renderer/features/grid/move-in-grid';

// Three columns and eight cards: 0 1 2 / 3 4 5 / 6 7
const shape = { count: 8, columnCount: 3, pageRows: 2 };
const move = (key: string, from: number, ctrlKey = false) => moveInGrid({ key, ctrlKey }, from, shape);

describe('moveInGrid', () => {
  it.each([
    ['ArrowRight', 2, 3, 'goes on in the next row'],
    ['ArrowRight', 7, 7, 'stays on the last card'],
    ['ArrowLeft', 0, 0, 'stays on the first card'],
    ['ArrowDown', 1, 4, 'keeps the column'],
    ['ArrowDown', 5, 7, 'reaches the end of a shorter last row'],
    ['ArrowDown', 6, 6, 'stays in the last row'],
    ['ArrowUp', 4, 1, 'keeps the column'],
    ['ArrowUp', 2, 2, 'stays in the first row'],
    ['PageDown', 0, 6, 'goes as many rows as are seen'],
    ['PageUp', 7, 1, 'goes as many rows as are seen'],
    ['PageUp', 4, 1, 'stops in the first row'],
    ['Home', 5, 3, 'goes to the start of the row'],
    ['End', 3, 5, 'goes to the end of the row'],
    ['End', 6, 7, 'goes to the end of a short row'],
  ])('%s from %i leads to %i: %s', (key, from, to) => {
    expect(move(key, from)).toBe(to);
  });

  it('goes to either end of everything with Ctrl', () => {
    expect(move('Home', 5, true)).toBe(0);
    expect(move('End', 0, true)).toBe(7);
  });

  it('leaves other keys alone', () => {
    expect(move('a', 3)).toBeNull();
  });
});
