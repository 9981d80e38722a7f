import { describe, expect, it } from 'vitest';
import { untilNextLookMs } from '../../../../electron/core/app-updates/due';

const HOUR = 3_600_000;
const NOW = Date.UTC(2030, 0, 10);
const facts = { lookedAtMs: null, hasFound: false, failedTries: 0 };

describe('untilNextLookMs', () => {
  it.each([
    ['never looked, at a start → after two minutes', facts, true, 2 * 60_000],
    [
      'looked an hour ago, at a start → a day after that look',
      { ...facts, lookedAtMs: NOW - HOUR },
      true,
      23 * HOUR,
    ],
    [
      'looked two days ago, at a start → after two minutes',
      { ...facts, lookedAtMs: NOW - 48 * HOUR },
      true,
      2 * 60_000,
    ],
    [
      'found an hour ago, and started since → after two minutes',
      { ...facts, lookedAtMs: NOW - HOUR, hasFound: true },
      true,
      2 * 60_000,
    ],
    ['found just now → after a day', { ...facts, lookedAtMs: NOW, hasFound: true }, false, 24 * HOUR],
    ['failed once → after a quarter of an hour', { ...facts, failedTries: 1 }, false, HOUR / 4],
    ['failed three times → after an hour', { ...facts, failedTries: 3 }, false, HOUR],
    ['failed without end → after a day', { ...facts, failedTries: 99 }, false, 24 * HOUR],
    ['a time that lies ahead → as never', { ...facts, lookedAtMs: NOW + HOUR }, true, 2 * 60_000],
  ])('%s', (_name, given, isStart, expected) => {
    expect(untilNextLookMs(given, isStart, NOW, 0)).toBe(expected);
  });

  it('spreads looks over the time after, never before', () => {
    expect(untilNextLookMs({ ...facts, lookedAtMs: NOW }, false, NOW, 0.999)).toBeGreaterThan(28 * HOUR);
  });
});
