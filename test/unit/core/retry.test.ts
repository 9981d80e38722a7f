import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextAfterFailure, retryDelayMs } from '../../../electron/core/download/retry';
import { failure } from '../../../shared/failure';

describe('retryDelayMs', () => {
  it('doubles its limit and stops at a minute', () => {
    const longest = [0, 1, 2, 3, 6, 7, 9].map((attempts) => retryDelayMs(attempts, null, 1));
    expect(longest).toEqual([500, 1_000, 2_000, 4_000, 32_000, 60_000, 60_000]);
  });

  it('spreads downloads over the whole time, but never comes back at once', () => {
    expect(retryDelayMs(6, null, 0)).toBe(100);
    expect(retryDelayMs(6, null, 0.25)).toBe(8_000);
  });

  it('goes on with long pauses after ten tries without progress', () => {
    expect([10, 11, 12, 50].map((attempts) => retryDelayMs(attempts, null, 0.5))).toEqual([
      300_000, 900_000, 3_600_000, 3_600_000,
    ]);
  });

  it('never shortens what the server asked for', () => {
    for (const random of [0, 0.3, 0.99])
      expect(retryDelayMs(0, 120_000, random)).toBeGreaterThanOrEqual(120_000);
    expect(retryDelayMs(0, 120_000, 0.5)).toBe(150_000);
  });
});

describe('retryDelayMs, asked to wait', () => {
  it.each([
    [5_000, 0, 5_000],
    [5_000, 0.5, 6_250],
    [5_000, 0.999_999, 7_500],
    [7_200_000, 0, 7_200_000],
    [86_400_000, 0.999_999, 129_599_957],
  ])('%i ms with chance %d → %i ms: all of it, and up to half more', (asked, random, expected) => {
    expect(retryDelayMs(0, asked, random)).toBe(expected);
  });

  it('believes the server rather than its own long pauses', () => {
    expect(retryDelayMs(12, 90_000, 0)).toBe(90_000);
    expect(retryDelayMs(12, null, 0)).toBe(3_600_000);
  });

  it('keeps its own pause when that is the longer one', () => {
    expect(retryDelayMs(7, 1_000, 1)).toBe(60_000);
  });
});

describe('retryDelayMs, whatever happens', () => {
  it('is between a tenth of a second and an hour, never less than asked, and whole', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 10_000 }),
        fc.option(fc.nat({ max: 86_400_000 })),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempts, asked, random) => {
          const delayMs = retryDelayMs(attempts, asked, random);
          expect(Number.isInteger(delayMs)).toBe(true);
          expect(delayMs).toBeGreaterThanOrEqual(Math.max(100, asked ?? 0));
          expect(delayMs).toBeLessThanOrEqual(Math.max(3_600_000, (asked ?? 0) * 1.5 + 1));
        },
      ),
    );
  });

  it('spreads a crowd over the whole time', () => {
    const delays = Array.from({ length: 100 }, (_, index) => retryDelayMs(6, null, index / 100));
    expect(new Set(delays.map((delayMs) => Math.floor(delayMs / 3_200))).size).toBe(10);
  });
});

describe('retryDelayMs, asked to come back at once', () => {
  it('does not become a hot loop', () => {
    expect(retryDelayMs(5, 0, 1)).toBe(16_000);
  });
});

describe('nextAfterFailure', () => {
  it('says when the next try is and how many have failed', () => {
    const next = nextAfterFailure(failure('http.rateLimited', {}, 10_000), {
      nowMs: 1_000,
      failedAttempts: 2,
      repeats: 2,
      random: 0,
    });
    expect(next).toMatchObject({ kind: 'waiting', untilMs: 11_000, attempt: 3 });
  });

  it.each([
    ['content.empty', ['waiting', 'waiting', 'failed', 'failed']],
    ['http.linkExpired', ['waiting', 'waiting', 'failed', 'failed']],
    ['http.badAnswer', ['waiting', 'failed', 'failed', 'failed']],
    ['network.reset', ['waiting', 'waiting', 'waiting', 'waiting']],
  ] as const)('leaves %s to the user once too many tries in a row ended so: %j', (code, states) => {
    const stateAt = (repeats: number) =>
      nextAfterFailure(failure(code), { nowMs: 0, failedAttempts: 9, repeats, random: 0 }).kind;
    expect([0, 1, 2, 3].map(stateAt)).toEqual(states);
  });
});
