import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { hedgeAfter, runBytes, windowBytes } from '../../../../electron/core/segments/pace';

// Thousands of random cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

const speed = fc.integer({ min: 1, max: 200 * MIB });
const connections = fc.integer({ min: 1, max: 8 });
const facts = fc.record({
  bytesPerSecond: fc.option(speed),
  firstByteMs: fc.nat({ max: 5_000 }),
  connections,
  remainingBytes: fc.option(fc.nat({ max: 30 * GIB })),
});

describe('runBytes', () => {
  const calm = { bytesPerSecond: 4 * MIB, firstByteMs: 20, connections: 4, remainingBytes: 20 * GIB };

  it.each([
    ['four seconds of the speed', calm, 16 * MIB],
    ['longer, the longer the first byte takes', { ...calm, firstByteMs: 160 }, 32 * MIB],
    ['sixteen seconds at the most', { ...calm, bytesPerSecond: MIB, firstByteMs: 9_000 }, 16 * MIB],
    ['8 MiB while the speed is not known', { ...calm, bytesPerSecond: null }, 8 * MIB],
    [
      '8 MiB while nothing is known',
      { bytesPerSecond: null, firstByteMs: 0, connections: 1, remainingBytes: null },
      8 * MIB,
    ],
    ['1 MiB for a slow line', { ...calm, bytesPerSecond: 10 * KIB }, MIB],
    ['64 MiB for a fast one', { ...calm, bytesPerSecond: 900 * MIB }, 64 * MIB],
    [
      'less, so that eight connections find room in the window',
      { ...calm, bytesPerSecond: 900 * MIB, connections: 8 },
      32 * MIB,
    ],
    ['an equal share of the end, twice over', { ...calm, remainingBytes: 80 * MIB }, 10 * MIB],
    ['not less than 1 MiB at the very end', { ...calm, remainingBytes: 3 * MIB }, MIB],
  ])('is %s', (_name, given, expected) => {
    expect(runBytes(given)).toBe(expected);
  });

  it('is a whole number from 1 to 64 MiB, and as many as there are connections fit into the window', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const run = runBytes(given);
        expect(Number.isInteger(run)).toBe(true);
        expect(run).toBeGreaterThanOrEqual(MIB);
        expect(run).toBeLessThanOrEqual(64 * MIB);
        expect(windowBytes(given.connections, run)).toBeGreaterThanOrEqual(given.connections * run);
      }),
    );
  });

  it('does not get longer as the end comes nearer', () => {
    fc.assert(
      fc.property(facts, fc.nat({ max: GIB }), (given, less) => {
        const remainingBytes = given.remainingBytes ?? GIB;
        const now = runBytes({ ...given, remainingBytes });
        const later = runBytes({ ...given, remainingBytes: Math.max(0, remainingBytes - less) });
        expect(later).toBeLessThanOrEqual(now);
      }),
    );
  });
});

describe('windowBytes', () => {
  it.each([
    [1, MIB, 64 * MIB],
    [4, 16 * MIB, 96 * MIB],
    [4, 64 * MIB, 384 * MIB],
    [8, 64 * MIB, 384 * MIB],
  ])('%i connections with runs of %i bytes → %i', (count, run, expected) => {
    expect(windowBytes(count, run)).toBe(expected);
  });
});

describe('hedgeAfter', () => {
  it.each([
    ['that is done soon anyway', { remainingBytes: 5 * MIB, bytesPerSecond: 2 * MIB }, 20 * MIB],
    [
      'that is hardly slower than the free one',
      { remainingBytes: 40 * MIB, bytesPerSecond: 2 * MIB },
      4 * MIB,
    ],
    ['when nobody is known to be faster', { remainingBytes: 40 * MIB, bytesPerSecond: 1_000 }, 0],
    [
      'that has only what is on the line already',
      { remainingBytes: 128 * KIB, bytesPerSecond: KIB },
      4 * MIB,
    ],
  ])('leaves a run alone %s', (_name, frontier, free) => {
    expect(hedgeAfter(frontier, free)).toBe(null);
  });

  it('divides the rest so that both end together', () => {
    expect(hedgeAfter({ remainingBytes: 40 * MIB, bytesPerSecond: 2 * MIB }, 6 * MIB)).toBe(10 * MIB);
  });

  it.each([
    ['64 KiB', 0, 64 * KIB],
    ['64 KiB', 5 * KIB, 64 * KIB],
    ['a second of its speed', 200 * KIB, 200 * KIB],
    ['1 MiB', 2 * MIB, MIB],
  ])(
    'leaves to a slow one what may be on the line: %s at %i bytes a second',
    (_name, bytesPerSecond, keeps) => {
      const free = 400 * MIB;
      expect(hedgeAfter({ remainingBytes: 8 * MIB, bytesPerSecond }, free)).toBe(keeps);
    },
  );

  it('leaves both a part, and never makes it worse', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 64 * MIB }),
        fc.oneof(fc.nat({ max: 100 * MIB }), fc.nat({ max: 100 * KIB })),
        fc.nat({ max: 100 * MIB }),
        (remainingBytes, bytesPerSecond, free) => {
          const keeps = hedgeAfter({ remainingBytes, bytesPerSecond }, free);
          if (keeps === null) return;
          expect(Number.isInteger(keeps)).toBe(true);
          expect(keeps).toBeGreaterThanOrEqual(64 * KIB);
          expect(keeps).toBeLessThanOrEqual(remainingBytes - 64 * KIB);
          const takenMs = (remainingBytes - keeps) / free;
          expect(takenMs).toBeLessThan(remainingBytes / bytesPerSecond);
        },
      ),
    );
  });
});
