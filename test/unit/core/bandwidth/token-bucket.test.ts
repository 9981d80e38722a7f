import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advisedConnections } from '../../../../electron/core/bandwidth/advised-connections';
import { TokenBucket } from '../../../../electron/core/bandwidth/token-bucket';

const KIB = 1024;

describe('TokenBucket', () => {
  it.each([
    [1, 64 * KIB],
    [256 * KIB, 64 * KIB],
    [1_000_000, 250_000],
    [100_000_000, 25_000_000],
  ])('saves up a quarter of a second, and 64 KiB at least: %i B/s → %i', (rate, capacity) => {
    expect(new TokenBucket(rate, 0).capacityBytes()).toBe(capacity);
  });

  it('is shut in the beginning, and open as soon as one byte has come', () => {
    const bucket = new TokenBucket(1_000, 0);
    expect(bucket.isOpen(0)).toBe(false);
    expect(bucket.isOpen(bucket.waitMs() ?? 0)).toBe(true);
  });

  it('lets one read run into debt, and waits until it is paid', () => {
    const bucket = new TokenBucket(100_000, 0);
    expect(bucket.isOpen(10)).toBe(true);
    bucket.take(101_000);
    expect(bucket.isOpen(1_009)).toBe(false);
    expect(bucket.waitMs()).toBe(2);
    expect(bucket.isOpen(1_011)).toBe(true);
  });

  it('does not pile up what an idle hour would bring', () => {
    const bucket = new TokenBucket(1_000_000, 0);
    expect(bucket.isOpen(3_600_000)).toBe(true);
    bucket.take(250_000);
    expect(bucket.isOpen(3_600_000)).toBe(false);
  });

  it('lets nothing through at a rate of 0, and knows no time at which it will', () => {
    const bucket = new TokenBucket(0, 0);
    expect(bucket.isOpen(1_000_000)).toBe(false);
    expect(bucket.waitMs()).toBe(null);
    bucket.setRate(1_000, 1_000_000);
    expect(bucket.isOpen(1_000_001)).toBe(true);
  });

  it('keeps what was saved for later when the rate falls to 0', () => {
    const bucket = new TokenBucket(1_000, 0);
    bucket.setRate(0, 10_000);
    expect(bucket.isOpen(10_000)).toBe(false);
  });

  it('saves no more than its capacity of what is given back', () => {
    const bucket = new TokenBucket(1_000_000, 0);
    bucket.giveBack(5_000_000);
    expect(bucket.isOpen(0)).toBe(true);
    bucket.take(250_000);
    expect(bucket.isOpen(0)).toBe(false);
  });

  it('takes away savings that a slower rate could not have made', () => {
    const bucket = new TokenBucket(100_000_000, 0);
    bucket.setRate(1_000_000, 10_000);
    bucket.take(250_000);
    expect(bucket.isOpen(10_000)).toBe(false);
  });

  it('keeps a debt as long in time when the rate falls, and as large in bytes when it rises', () => {
    const slower = new TokenBucket(10_000_000, 0);
    slower.take(1_000_000);
    slower.setRate(10_000, 0);
    expect(slower.isOpen(100)).toBe(false);
    expect(slower.isOpen(101)).toBe(true);

    const faster = new TokenBucket(10_000, 0);
    faster.take(2_500);
    faster.setRate(10_000_000, 0);
    expect(faster.isOpen(1)).toBe(true);
  });

  it('is not fooled by a clock that stands still', () => {
    const bucket = new TokenBucket(1_000, 500);
    for (let look = 0; look < 100; look += 1) expect(bucket.isOpen(500)).toBe(false);
  });

  it('never gives more than rate × time, its capacity and one read, in any stretch of time', () => {
    const moves = fc.array(
      fc.record({
        passMs: fc.integer({ min: 0, max: 3_000 }),
        takeBytes: fc.integer({ min: 1, max: 200_000 }),
        unusedShare: fc.constantFrom(0, 0, 0.5, 1),
      }),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), moves, (rate, steps) => {
        const bucket = new TokenBucket(rate, 0);
        const taken: { atMs: number; bytes: number }[] = [];
        let nowMs = 0;
        for (const { passMs, takeBytes, unusedShare } of steps) {
          nowMs += passMs;
          if (!bucket.isOpen(nowMs)) continue;
          const unused = Math.floor(takeBytes * unusedShare);
          bucket.take(takeBytes);
          bucket.giveBack(unused);
          taken.push({ atMs: nowMs, bytes: takeBytes - unused });
        }
        const largest = Math.max(0, ...taken.map(({ bytes }) => bytes));
        for (const [begin, first] of taken.entries()) {
          let sum = 0;
          for (const { atMs, bytes } of taken.slice(begin)) {
            sum += bytes;
            const allowed = (rate * (atMs - first.atMs)) / 1000 + bucket.capacityBytes() + largest;
            expect(sum).toBeLessThanOrEqual(allowed + 1);
          }
        }
      }),
    );
  });
});

describe('advisedConnections', () => {
  it.each([
    [null, 4, 4],
    [10 * KIB, 4, 1],
    [256 * KIB - 1, 8, 1],
    [256 * KIB, 8, 8],
    [0, 4, 1],
    [10 * KIB, 0, 0],
  ])('a limit of %s, %i wanted → %i', (limit, wanted, advised) => {
    expect(advisedConnections(limit, wanted)).toBe(advised);
  });
});
