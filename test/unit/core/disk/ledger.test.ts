import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hysteresisOn, missingRoom, usualReserve, whichFit } from '../../../../electron/core/disk/ledger';

const GIB = 1024 ** 3;
const room = (freeBytes: number, promisedBytes = 0) => ({ freeBytes, reserveBytes: 10, promisedBytes });

describe('usualReserve', () => {
  it('is 1 GiB, or a hundredth of a large volume', () => {
    expect([10 * GIB, 100 * GIB, 2_000 * GIB].map(usualReserve)).toEqual([GIB, GIB, 20 * GIB]);
  });

  it('leaves nine tenths of a small volume to the user', () => {
    expect([20_000_000, GIB, 0].map(usualReserve)).toEqual([2_000_000, Math.ceil(GIB / 10), 0]);
  });
});

describe('hysteresisOn', () => {
  it('is half of what a small volume keeps in reserve, and no more than it may be', () => {
    expect([0, 20_000_000, 10 * GIB, 2_000 * GIB].map((bytes) => hysteresisOn(bytes, GIB / 2))).toEqual([
      0,
      1_000_000,
      GIB / 2,
      GIB / 2,
    ]);
  });
});

describe('missingRoom', () => {
  it('counts what running downloads still need, and what is kept in reserve', () => {
    expect(missingRoom(room(100, 30), 60)).toBe(0);
    expect(missingRoom(room(100, 30), 61)).toBe(1);
    expect(missingRoom(room(100), 90, 5)).toBe(5);
  });

  it('lets a file of unknown length begin', () => {
    expect(missingRoom(room(0, 500), null)).toBe(0);
  });
});

describe('whichFit', () => {
  it('lets a smaller one pass one that does not fit', () => {
    const wanted = [60, 50, 20, 15].map((bytes) => ({ bytes }));
    expect(whichFit(room(100), wanted).map(({ bytes }) => bytes)).toEqual([60, 20]);
  });

  it('never promises more than there is, and leaves out nobody who would fit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(100)),
        fc.nat(500),
        fc.nat(100),
        fc.nat(50),
        (sizes, free, promised, extra) => {
          const wanted = sizes.map((bytes, at) => ({ at, bytes }));
          const fitting = whichFit(room(free, promised), wanted, extra);
          let sum = promised;
          for (const each of wanted) {
            const wouldFit = sum + each.bytes + 10 + extra <= free;
            expect(fitting.includes(each)).toBe(wouldFit);
            if (wouldFit) sum += each.bytes;
          }
        },
      ),
    );
  });
});
