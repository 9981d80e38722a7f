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
      random: 0,
    });
    expect(next).toMatchObject({ kind: 'waiting', untilMs: 11_000, attempt: 3 });
  });
});
