import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { MeasuredHashes } from '../../../../electron/core/download/verify';
import type { FileHasher } from '../../../../electron/core/hashing-ports';
import type { PieceClaim } from '../../../../electron/core/ports';
import { FrontierReader } from '../../../../electron/services/transfer/frontier-reader';
import { type Failure, failure } from '../../../../shared/failure';
import { err, ok, type Result } from '../../../../shared/result';
import { settle } from '../../../support/steered-clock';

// Thousands of random cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const SIZE = 100;
const truth = Uint8Array.from({ length: SIZE }, (_, at) => (at * 29 + 7) & 0xff);
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const right = ok({ sha256: sha256Of(truth) });
const claimOf = (start: number, end: number): PieceClaim => ({
  start,
  bytes: end - start,
  crc32: crc32(truth.subarray(start, end)),
});

class Sha256 implements FileHasher {
  private readonly hash = createHash('sha256');
  update(bytes: Uint8Array): void {
    this.hash.update(bytes);
  }
  digest(): MeasuredHashes {
    return { sha256: this.hash.digest('hex') };
  }
}

type Reading = (offset: number, length: number) => Promise<Result<Uint8Array, Failure>>;

/** A file that is being written, and a reader behind the place up to which it is. */
class Desk {
  readonly disk = truth.slice();
  readonly reads: (readonly [number, number])[] = [];
  readonly damage: (readonly [number, number])[] = [];
  readonly reader: FrontierReader;
  onDamage = () => {};
  outcome: Result<MeasuredHashes | 'damaged', Failure> | 'none yet' = 'none yet';

  constructor(claims: readonly PieceClaim[] = [], read?: Reading) {
    this.reader = new FrontierReader({
      hasher: new Sha256(),
      claims,
      crc32,
      read: async (offset, length) => {
        this.reads.push([offset, offset + length]);
        return (await read?.(offset, length)) ?? ok(this.disk.slice(offset, offset + length));
      },
      onDamage: (start, epoch) => {
        this.damage.push([start, epoch]);
        this.onDamage();
      },
      breathe: () => Promise.resolve(),
    });
  }

  finish(totalBytes = SIZE): void {
    this.outcome = 'none yet';
    void this.reader.finish(totalBytes).then((outcome) => {
      this.outcome = outcome;
    });
  }

  spoil(...offsets: readonly number[]): void {
    for (const offset of offsets) this.disk[offset] = (this.disk[offset] ?? 0) ^ 1;
  }

  mend(): void {
    this.disk.set(truth);
  }
}

describe('FrontierReader', () => {
  it('hashes each byte once and in order, never beyond what is written', async () => {
    const desk = new Desk();
    for (const frontier of [0, 10, 10, 37, 99]) {
      desk.reader.advance(frontier, 0);
      await settle();
      expect(desk.reads.at(-1)?.[1] ?? 0).toBe(frontier);
    }
    desk.reader.advance(SIZE, 0);
    desk.finish();
    await settle();
    expect(desk.outcome).toEqual(right);
    expect(desk.reads).toEqual([
      [0, 10],
      [10, 37],
      [37, 99],
      [99, 100],
    ]);
  });

  it('answers at once when everything is hashed, and waits for the rest when it is not', async () => {
    const early = new Desk();
    early.reader.advance(SIZE, 0);
    await settle();
    early.finish();
    await settle();
    expect(early.outcome).toEqual(right);
    let go = () => {};
    const late = new Desk([], (offset, length) =>
      new Promise<void>((resolve) => {
        go = resolve;
      }).then(() => ok(truth.slice(offset, offset + length))),
    );
    late.reader.advance(SIZE, 0);
    late.finish();
    await settle();
    expect(late.outcome).toBe('none yet');
    go();
    await settle();
    expect(late.outcome).toEqual(right);
  });

  it('does not go back when an older frontier comes late', async () => {
    const desk = new Desk();
    desk.reader.advance(60, 0);
    desk.reader.advance(20, 0);
    await settle();
    expect(desk.reads).toEqual([[0, 60]]);
  });

  it('compares what was written in an earlier run, as one piece, before it counts', async () => {
    const desk = new Desk([claimOf(0, 16), claimOf(16, 20), claimOf(40, 56)]);
    desk.reader.advance(70, 0);
    await settle();
    expect(desk.reads).toEqual([
      [0, 16],
      [16, 20],
      [20, 40],
      [40, 56],
      [56, 70],
    ]);
    expect(desk.damage).toEqual([]);
    desk.reader.advance(SIZE, 0);
    desk.finish();
    await settle();
    expect(desk.outcome).toEqual(right);
  });

  it('waits with a claim until all of it is there again', async () => {
    const desk = new Desk([claimOf(10, 30)]);
    desk.reader.advance(20, 0);
    await settle();
    expect(desk.reads).toEqual([[0, 10]]);
    desk.reader.advance(30, 0);
    await settle();
    expect(desk.reads.at(-1)).toEqual([10, 30]);
  });

  it('tells of damage by its claim, and waits in front of it until it is fetched again', async () => {
    const desk = new Desk([claimOf(0, 16), claimOf(16, 32), claimOf(32, 48)]);
    desk.spoil(20);
    desk.reader.advance(48, 0);
    await settle();
    expect(desk.damage).toEqual([[16, 1]]);
    desk.reader.advance(SIZE, 0);
    await settle();
    expect(desk.reads.at(-1), 'who has not heard of the damage does not know how far to read').toEqual([
      16, 32,
    ]);
    desk.mend();
    desk.reader.advance(SIZE, 1);
    desk.finish();
    await settle();
    expect(desk.outcome).toEqual(right);
    expect(desk.damage.length).toBe(1);
  });

  it('does not sleep through a repair that is done the moment the damage is told', async () => {
    const desk = new Desk([claimOf(0, 16)]);
    desk.spoil(3);
    desk.onDamage = () => {
      desk.mend();
      desk.reader.advance(SIZE, 1);
    };
    desk.reader.advance(SIZE, 0);
    await settle();
    expect(desk.reads.at(-1)).toEqual([0, SIZE]);
  });

  it('says damaged when damage turns up while somebody waits for the hash', async () => {
    const desk = new Desk([claimOf(0, 16), claimOf(16, 32)]);
    desk.spoil(3, 17);
    desk.reader.advance(SIZE, 0);
    desk.finish();
    await settle();
    expect(desk.outcome).toEqual(ok('damaged'));
    desk.mend();
    desk.spoil(17);
    desk.reader.advance(SIZE, 1);
    desk.finish();
    await settle();
    expect(desk.outcome, 'and again for the next piece').toEqual(ok('damaged'));
    desk.mend();
    desk.reader.advance(SIZE, 2);
    desk.finish();
    await settle();
    expect(desk.outcome).toEqual(right);
    expect(desk.damage).toEqual([
      [0, 1],
      [16, 2],
    ]);
  });

  it('does not let anybody wait who asks for the hash before having heard of the damage', async () => {
    const desk = new Desk([claimOf(0, 16)]);
    desk.spoil(3);
    desk.reader.advance(SIZE, 0);
    await settle();
    // The two words crossed: the last byte was written while the damage was found.
    desk.reader.advance(SIZE, 0);
    desk.finish();
    await settle();
    expect(desk.outcome).toEqual(ok('damaged'));
    desk.mend();
    desk.reader.advance(SIZE, 1);
    desk.finish();
    await settle();
    expect(desk.outcome).toEqual(right);
  });

  it('does not let anybody wait who asks for more than is written', async () => {
    const desk = new Desk([claimOf(0, 16)]);
    desk.spoil(3);
    desk.reader.advance(SIZE, 0);
    await settle();
    // The damage has been heard of, and nothing has been fetched since.
    desk.reader.advance(0, 1);
    desk.finish();
    await settle();
    expect(desk.outcome).toEqual(ok('damaged'));
  });

  it('passes on why it could not read, whether somebody waits already or comes later', async () => {
    const vanished = err(failure('disk.fileVanished', { path: 'a.part' }));
    const desk = new Desk([], () => Promise.resolve(vanished));
    desk.reader.advance(SIZE, 0);
    desk.finish();
    await settle();
    expect(desk.outcome).toEqual(vanished);
    desk.finish();
    await settle();
    expect(desk.outcome).toEqual(vanished);
    await desk.reader.end();
  });

  it('ends at once, also in the middle of a read, and reads no more', async () => {
    let go = () => {};
    const desk = new Desk([], (offset, length) =>
      new Promise<void>((resolve) => {
        go = resolve;
      }).then(() => ok(truth.slice(offset, offset + length))),
    );
    desk.reader.advance(50, 0);
    await settle();
    const ended = desk.reader.end();
    desk.reader.advance(SIZE, 0);
    go();
    await ended;
    await desk.reader.end();
    expect(desk.reads).toEqual([[0, 50]]);
  });

  it.each(['before the end', 'after the end'])(
    'lets nobody wait for ever who asked for the hash %s',
    async (when) => {
      let go = () => {};
      const desk = new Desk([], (offset, length) =>
        new Promise<void>((resolve) => {
          go = resolve;
        }).then(() => ok(truth.slice(offset, offset + length))),
      );
      desk.reader.advance(when === 'before the end' ? SIZE : 50, 0);
      await settle();
      if (when === 'before the end') desk.finish();
      const ended = desk.reader.end();
      go();
      await ended;
      if (when === 'after the end') desk.finish();
      await settle();
      expect(desk.outcome).toMatchObject({ error: { code: 'input.cancelled' } });
    },
  );

  it('measures right in the end, whatever was claimed, damaged, and written in whatever steps', async () => {
    const borders = fc.uniqueArray(fc.integer({ min: 1, max: SIZE - 1 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        borders,
        fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
        fc.array(fc.nat({ max: SIZE - 1 }), { maxLength: 4 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.boolean()), { maxLength: 12 }),
        async (cuts, kept, spoiled, steps) => {
          const ends = [...cuts.sort((a, b) => a - b), SIZE];
          const claims = ends.flatMap((end, index) =>
            kept[index] === true ? [claimOf(ends[index - 1] ?? 0, end)] : [],
          );
          // Whatever is not claimed is written right from now on.
          const isClaimed = (at: number) =>
            claims.some(({ start, bytes }) => start <= at && at < start + bytes);
          const wrong = spoiled.filter(isClaimed);
          const desk = new Desk(claims);
          desk.spoil(...new Set(wrong));
          const heard = () => desk.damage.at(-1)?.[1] ?? 0;
          let frontier = 0;
          let mended = 0;
          const mendWhatIsKnown = () => {
            for (const [start] of desk.damage.slice(mended)) {
              const claim = claims.find((each) => each.start === start);
              desk.disk.set(truth.subarray(start, start + (claim?.bytes ?? 0)), start);
              frontier = Math.max(frontier, start);
            }
            mended = desk.damage.length;
          };
          for (const [bytes, isSettled] of steps) {
            mendWhatIsKnown();
            frontier = Math.min(SIZE, frontier + bytes);
            desk.reader.advance(frontier, heard());
            if (isSettled) await settle();
          }
          for (let turn = 0; ; turn += 1) {
            expect(turn).toBeLessThan(20);
            mendWhatIsKnown();
            desk.reader.advance(SIZE, heard());
            desk.finish();
            await settle();
            await settle();
            if (JSON.stringify(desk.outcome) !== JSON.stringify(ok('damaged'))) break;
          }
          expect(desk.outcome).toEqual(right);
          const damagedClaims = claims.filter(({ start, bytes }) =>
            [...new Set(wrong)].some((at) => start <= at && at < start + bytes),
          );
          expect(desk.damage.map(([start]) => start)).toEqual(damagedClaims.map(({ start }) => start));
          await desk.reader.end();
        },
      ),
      { numRuns: 300 },
    );
  });
});
