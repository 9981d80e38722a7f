import { describe, expect, it } from 'vitest';
import { readRange } from '../../../electron/shell/read-range';

describe('readRange', () => {
  it.each([
    [null, null],
    ['', null],
    ['bytes=-', null],
    ['bytes=0-1,5-6', null],
    ['items=0-1', null],
    ['bytes=0-', { start: 0, end: 100 }],
    ['bytes=10-19', { start: 10, end: 20 }],
    ['bytes=90-500', { start: 90, end: 100 }],
    ['bytes=-7', { start: 93, end: 100 }],
    ['bytes=-700', { start: 0, end: 100 }],
    ['bytes=100-', 'outside'],
    ['bytes=20-10', 'outside'],
    ['bytes=-0', 'outside'],
  ])('%s', (range, expected) => {
    expect(readRange(range, 100)).toEqual(expected);
  });
});
