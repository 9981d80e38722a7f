import { describe, expect, it } from 'vitest';
import { placeWindow } from '../../../../electron/core/presence/window-place';

const FIRST = { x: 0, y: 0, width: 1920, height: 1040 };
const RIGHT = { x: 1920, y: -200, width: 2560, height: 1400 };
const SMALL = { x: 0, y: 0, width: 1024, height: 560 };

describe('placeWindow', () => {
  it.each([
    ['never placed → its usual size', null, [FIRST], { width: 1280, height: 800 }],
    ['never placed, small screen → as it fits', null, [SMALL], { width: 1024, height: 600 }],
    [
      'on the second screen → stays there',
      { x: 2000, y: 0, width: 1300, height: 900 },
      [FIRST, RIGHT],
      { x: 2000, y: 0, width: 1300, height: 900 },
    ],
    [
      'the second screen is gone → onto the first, as a whole',
      { x: 2400, y: -100, width: 1300, height: 900 },
      [FIRST],
      { x: 620, y: 0, width: 1300, height: 900 },
    ],
    [
      'between two screens, its title on one → stays',
      { x: 1800, y: 100, width: 1300, height: 900 },
      [FIRST, RIGHT],
      { x: 1800, y: 100, width: 1300, height: 900 },
    ],
    [
      'half over the edge, its title in reach → stays',
      { x: -900, y: 40, width: 1280, height: 800 },
      [FIRST],
      { x: -900, y: 40, width: 1280, height: 800 },
    ],
    [
      'its title above the edge → pulled down',
      { x: 100, y: -40, width: 1280, height: 800 },
      [FIRST],
      { x: 100, y: 0, width: 1280, height: 800 },
    ],
    [
      'far away → the nearest of several',
      { x: 6000, y: 0, width: 1000, height: 700 },
      [FIRST, RIGHT],
      { x: 3480, y: 0, width: 1000, height: 700 },
    ],
    [
      'larger than the screen there is → smaller',
      { x: 0, y: 0, width: 3000, height: 2000 },
      [FIRST],
      { x: 0, y: 0, width: 1920, height: 1040 },
    ],
    ['no screen is known → as it was', { width: 1000, height: 700 }, [], { width: 1000, height: 700 }],
  ])('%s', (_, stored, areas, expected) => {
    expect(placeWindow(stored, areas)).toEqual(expected);
  });
});
