import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { PieceMap } from '../../../../electron/core/segments/piece-map';
import { bytesFrom, crcOf, NaiveMap, PIECE } from './naive-map';

// Thousands of random cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const SIZE = 5 * PIECE + 7;

const which = fc.nat({ max: 7 });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(
      fc.constant('lend' as const),
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom(10, 40, 1_000),
    ),
  },
  { weight: 6, arbitrary: fc.tuple(fc.constant('receive' as const), which, fc.integer({ min: 1, max: 30 })) },
  { weight: 6, arbitrary: fc.tuple(fc.constant('write' as const), which) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('giveBack' as const), which) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('shorten' as const), which, fc.nat({ max: 30 })) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('doubt' as const), fc.nat({ max: SIZE - 1 })) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('doubtWithin' as const), fc.nat({ max: SIZE - 1 })) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('cutAt' as const), fc.nat({ max: SIZE })) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('lendStream' as const)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('beginSync' as const)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('endSync' as const)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('restart' as const)) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function take(naive: NaiveMap, [kind, ...given]: Step): void {
  const [first = 0, second = 0] = given;
  if (kind === 'lend' || kind === 'receive' || kind === 'shorten') naive[kind](first, second);
  else if (kind === 'write' || kind === 'giveBack' || kind === 'cutAt') naive[kind](first);
  else if (kind === 'doubt' || kind === 'doubtWithin') naive[kind](first);
  else naive[kind]();
}

describe('PieceMap, whatever happens', () => {
  it.each([SIZE, null])('agrees with one flag a byte (length %s)', (size) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const naive = new NaiveMap(size);
        for (const each of steps) {
          take(naive, each);
          naive.check();
        }
      }),
      { numRuns: 400 },
    );
  });

  it('leaves a book that says exactly what is written, once a sync is not disturbed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const naive = new NaiveMap(SIZE);
        for (const each of steps) take(naive, each);
        naive.settle();
        naive.check();
        naive.checkBook();
      }),
      { numRuns: 1_500 },
    );
  });

  it('is whole in the end, whoever fetches, and lends no byte twice on the way', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(which, fc.integer({ min: 1, max: 40 })), { maxLength: 200, size: 'max' }),
        fc.integer({ min: 1, max: 50 }),
        (turns, run) => {
          const naive = new NaiveMap(SIZE);
          for (const [turn, bytes] of turns) {
            if (naive.map.openLeases.size < 4) naive.lend(run, 1_000);
            naive.receive(turn, bytes);
            naive.write(turn);
            const lease = [...naive.map.openLeases][turn % Math.max(1, naive.map.openLeases.size)];
            if (lease !== undefined && lease.position === lease.end) naive.giveBack(turn);
          }
          while (!naive.map.isWhole) {
            naive.lend(run, 1_000);
            naive.receive(0, SIZE);
            naive.giveBack(0);
          }
          naive.settle();
          naive.checkBook();
          expect([...naive.book.values()].reduce((sum, { bytes }) => sum + bytes, 0)).toBe(SIZE);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('PieceMap', () => {
  const claim = (start: number, bytes: number) => ({ start, bytes, crc32: crcOf({ start, bytes }) });

  it('believes no claim that crosses a piece, overlaps another, or lies behind the end', () => {
    const crossing = claim(PIECE - 2, 4);
    const overlapping = claim(PIECE + 3, 5);
    const beyond = claim(SIZE - 1, 2);
    const map = new PieceMap(SIZE, [crossing, claim(PIECE, 5), overlapping, beyond], crc32, PIECE);
    expect(map.allWritten()).toEqual([claim(PIECE, 5)]);
    expect(map.claimedBytes).toBe(5);
    expect(map.batch()).toEqual({ claims: [], dropped: [crossing.start, overlapping.start, beyond.start] });
  });

  it('goes on with the CRC of a claim where its piece goes on', () => {
    const map = new PieceMap(SIZE, [claim(0, 6)], crc32, PIECE);
    const lease = map.lend(4, SIZE);
    if (lease === null) throw new Error('nothing lent');
    map.advance(lease, bytesFrom(6, 4));
    expect(map.allWritten()).toEqual([claim(0, 10)]);
  });

  it('writes nothing for a lease that was given back, nor beyond its end', () => {
    const map = new PieceMap(SIZE, [], crc32, PIECE);
    const lease = map.lend(4, SIZE);
    if (lease === null) throw new Error('nothing lent');
    expect(() => map.advance(lease, bytesFrom(0, 5))).toThrow();
    map.giveBack(lease);
    expect(() => map.advance(lease, bytesFrom(0, 1))).toThrow();
    expect(map.writtenBytes).toBe(0);
  });

  it('widens a lease to the whole file only when nobody else fetches', () => {
    const map = new PieceMap(null, [], crc32, PIECE);
    const first = map.lend(4, SIZE);
    if (first === null) throw new Error('nothing lent');
    const second = map.lend(4, SIZE);
    if (second === null) throw new Error('nothing lent');
    expect(() => map.widen(first)).toThrow();
    map.giveBack(second);
    map.setTotal(SIZE);
    map.widen(first);
    expect(first.end).toBe(SIZE);
  });

  it('takes the last claim of a shorter piece and the first of the next for two', () => {
    const map = new PieceMap(SIZE, [], crc32, PIECE);
    const lease = map.lend(SIZE, SIZE);
    if (lease === null) throw new Error('nothing lent');
    map.advance(lease, bytesFrom(0, PIECE + 3));
    expect(map.batch().claims).toEqual([claim(0, PIECE), claim(PIECE, 3)]);
  });

  it('takes a claim that is doubted while it is synced for no claim, whatever was written there since', () => {
    const naive = new NaiveMap(SIZE);
    naive.lend(PIECE, SIZE);
    naive.receive(0, 10);
    naive.write(0);
    naive.beginSync();
    naive.doubt(0);
    naive.giveBack(0);
    naive.endSync();
    naive.settle();
    naive.checkBook();
  });
});
