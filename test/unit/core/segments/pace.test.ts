import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ConnectionRamp, hedgeAfter, runBytes, windowBytes } from '../../../../electron/core/segments/pace';

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

describe('ConnectionRamp', () => {
  /** Looks at the speed every half second, as the crew does. */
  function watch(ramp: ConnectionRamp, fromMs: number, speeds: readonly number[]): number[] {
    return speeds.map((bytesPerSecond, turn) => {
      ramp.observe(bytesPerSecond, fromMs + 500 * (turn + 1));
      return ramp.count;
    });
  }

  it('adds a connection whenever the last one made the whole faster, up to the limit', () => {
    expect(watch(new ConnectionRamp(4, 0), 0, [10, 20, 30, 40, 50])).toEqual([2, 3, 4, 4, 4]);
  });

  it('lets one that brought less than a tenth go again, rests, and tries again ten seconds later', () => {
    const ramp = new ConnectionRamp(4, 0);
    expect(watch(ramp, 0, [100, 109, 300, 300])).toEqual([2, 1, 1, 1]);
    ramp.observe(100, 10_999);
    expect(ramp.count).toBe(1);
    ramp.observe(100, 11_000);
    expect(ramp.count, 'the next trial').toBe(2);
    ramp.observe(150, 11_500);
    expect(ramp.count, 'it was worth it').toBe(3);
  });

  it('lets also the last one go when it brought nothing', () => {
    expect(watch(new ConnectionRamp(3, 0), 0, [10, 20, 20.5, 20])).toEqual([2, 3, 2, 2]);
  });

  it('takes no byte at all for no measurement: a late first answer costs no half minute', () => {
    expect(watch(new ConnectionRamp(4, 0), 0, [0, 0, 0, 10, 20])).toEqual([1, 1, 1, 2, 3]);
  });

  it('does not look more often than every half second', () => {
    const ramp = new ConnectionRamp(4, 0);
    ramp.observe(10, 499);
    expect(ramp.count).toBe(1);
    ramp.observe(10, 500);
    ramp.observe(20, 900);
    expect(ramp.count).toBe(2);
  });

  it('follows a limit down at once, and never below one', () => {
    const ramp = new ConnectionRamp(8, 0);
    watch(ramp, 0, [10, 20, 30, 40]);
    expect(ramp.count).toBe(5);
    ramp.limit(2);
    expect(ramp.count).toBe(2);
    ramp.limit(0);
    expect(ramp.count).toBe(1);
    ramp.limit(8);
    expect(ramp.count, 'what was refused is tried out again one by one').toBe(1);
  });

  it('stays between one and the limit whatever is measured', () => {
    const turn = fc.oneof(
      fc.record({ speed: fc.nat({ max: 1_000 }), ms: fc.nat({ max: 40_000 }) }),
      fc.record({ most: fc.integer({ min: 0, max: 8 }) }),
    );
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 60, size: 'max' }), (turns) => {
        let most = 8;
        let nowMs = 0;
        const ramp = new ConnectionRamp(most, nowMs);
        for (const each of turns) {
          const before = ramp.count;
          if ('most' in each) {
            most = Math.max(1, each.most);
            ramp.limit(each.most);
            expect(ramp.count).toBeLessThanOrEqual(before);
          } else {
            nowMs += each.ms;
            ramp.observe(each.speed, nowMs);
            expect([before - 1, before, before + 1], 'one at a time').toContain(ramp.count);
          }
          expect(ramp.count).toBeGreaterThanOrEqual(1);
          expect(ramp.count).toBeLessThanOrEqual(most);
        }
      }),
    );
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
