import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { PieceBook, PieceClaim, Validator } from '../../../../electron/core/ports';
import { PieceMap } from '../../../../electron/core/segments/piece-map';
import type { EngineNeeds, FileContext } from '../../../../electron/services/transfer/file-context';
import { BATCH_BYTES, SyncBatches } from '../../../../electron/services/transfer/sync-batches';
import { type Failure, failure } from '../../../../shared/failure';
import { err, ok, type Result } from '../../../../shared/result';
import { SteeredClock, settle } from '../../../support/steered-clock';

// Thousands of random cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const PIECE = 16;
const MIB = 1024 * 1024;
const fine: Result<null, Failure> = ok(null);

/** A part file whose disk keeps everybody waiting until it is told to answer. */
class SlowDisk {
  readonly log: string[] = [];
  /** What the next sync answers. */
  outcome = fine;
  private waiting: (() => void)[] = [];
  isSlow = false;
  /** How many bytes had been written when the last good sync began. */
  syncedBytes = 0;

  constructor(private readonly writtenBytes: () => number) {}

  async sync(): Promise<Result<null, Failure>> {
    const bytes = this.writtenBytes();
    this.log.push('part.sync begins');
    if (this.isSlow) await new Promise<void>((go) => this.waiting.push(go));
    this.log.push('part.sync ends');
    if (this.outcome.ok) this.syncedBytes = bytes;
    return this.outcome;
  }

  answer(): void {
    for (const go of this.waiting.splice(0)) go();
  }
}

class Bench {
  readonly clock = new SteeredClock();
  readonly map: PieceMap;
  readonly validators = new Map<string, string>();
  readonly disk: SlowDisk;
  readonly durable: number[] = [];
  readonly changes: {
    claims: readonly PieceClaim[];
    dropped: readonly number[];
    validators: readonly Validator[];
  }[] = [];
  bookAnswer = fine;
  readonly batches: SyncBatches;

  constructor(claims: readonly PieceClaim[] = [], pieceBytes = PIECE, totalBytes = 10 * pieceBytes) {
    this.map = new PieceMap(totalBytes, claims, crc32, pieceBytes);
    this.disk = new SlowDisk(() => this.map.writtenBytes);
    // The two parts of the world that a batch touches; it asks for nothing else.
    const book: Pick<PieceBook, 'change'> = {
      change: (_id, change) => {
        this.disk.log.push('book.change');
        if (this.bookAnswer.ok) this.changes.push(change);
        return this.bookAnswer;
      },
    };
    const file = {
      wanted: { id: 'a' },
      map: this.map,
      part: this.disk,
      validators: this.validators,
      observer: {
        onDurable: (bytes: number) => {
          this.disk.log.push('told');
          this.durable.push(bytes);
        },
      },
    };
    this.batches = new SyncBatches(
      { clock: this.clock, book } as unknown as EngineNeeds,
      file as unknown as FileContext,
    );
  }

  write(bytes: number): void {
    const lease = this.map.lend(bytes, Number.MAX_SAFE_INTEGER);
    if (lease === null) throw new Error('The file is full.');
    this.map.advance(lease, new Uint8Array(bytes).fill(7));
    this.map.giveBack(lease);
  }
}

describe('SyncBatches', () => {
  it('syncs the file, then writes the claims down, then says so', async () => {
    const { batches, disk, durable, changes, map, write } = bind(new Bench());
    write(20);
    expect((await batches.flush()).ok).toBe(true);
    expect(disk.log).toEqual(['part.sync begins', 'part.sync ends', 'book.change', 'told']);
    expect(changes[0]?.claims.map(({ start, bytes }) => [start, bytes])).toEqual([
      [0, 16],
      [16, 4],
    ]);
    expect(durable).toEqual([20]);
    expect(map.unclaimedBytes).toBe(0);
  });

  it('claims what was written before the sync began, and nothing that came meanwhile', async () => {
    const { batches, disk, changes, map, write } = bind(new Bench());
    disk.isSlow = true;
    write(10);
    const flushed = batches.flush();
    await settle();
    write(3);
    disk.answer();
    await flushed;
    expect(changes.map(({ claims }) => claims.map(({ bytes }) => bytes))).toEqual([[10]]);
    expect(map.unclaimedBytes).toBe(3);
    disk.isSlow = false;
    await batches.flush();
    expect(changes.at(-1)?.claims.map(({ start, bytes }) => [start, bytes])).toEqual([[0, 13]]);
  });

  it('waits with a flush for the batch under way, and then makes the rest durable too', async () => {
    const { batches, disk, durable, write } = bind(new Bench());
    disk.isSlow = true;
    write(10);
    const first = batches.flush();
    await settle();
    write(5);
    const second = batches.flush();
    disk.answer();
    await settle();
    disk.answer();
    expect((await first).ok && (await second).ok).toBe(true);
    expect(durable).toEqual([10, 15]);
  });

  it.each([
    ['of the file', (bench: Bench) => (bench.disk.outcome = err(failure('disk.failed', { path: 'a' })))],
    ['that the disk is full for', (bench: Bench) => (bench.disk.outcome = err(failure('disk.full')))],
    ['of the book', (bench: Bench) => (bench.bookAnswer = err(failure('disk.failed', { path: 'civet.db' })))],
  ])(
    'claims nothing any more after a failed sync %s, though the next one would succeed',
    async (_name, breakIt) => {
      const bench = new Bench();
      const { batches, changes, durable, map } = bench;
      bench.write(10);
      await batches.flush();
      bench.write(10);
      breakIt(bench);
      const broken = await batches.flush();
      expect(broken.ok).toBe(false);
      expect(batches.failure).toEqual(broken.ok ? null : broken.error);
      bench.disk.outcome = fine;
      bench.bookAnswer = fine;
      bench.write(10);
      await bench.clock.advance(60_000);
      batches.noteWritten();
      await settle();
      expect(await batches.flush()).toEqual(broken);
      expect(changes.length).toBe(1);
      expect(durable).toEqual([10]);
      expect(map.claimedBytes).toBe(10);
    },
  );

  it('says of a disk that is full that it is full, and of any other that it cannot be relied on', async () => {
    const full = new Bench();
    full.write(1);
    full.disk.outcome = err(failure('disk.full', { path: 'a' }));
    expect(await full.batches.flush()).toMatchObject({ error: { code: 'disk.full' } });
    const denied = new Bench();
    denied.write(1);
    denied.disk.outcome = err(failure('disk.denied', { path: 'a' }));
    expect(await denied.batches.flush()).toMatchObject({
      error: { code: 'disk.ioError', params: { path: 'a' } },
    });
  });

  it('takes claims back without keeping the disk waiting, and tells what is left', async () => {
    const claim = { start: 0, bytes: 16, crc32: crc32(new Uint8Array(16)) };
    const { batches, disk, changes, durable, map } = new Bench([claim, { ...claim, start: 16 }]);
    map.doubt(16);
    await batches.flush();
    expect(disk.log).toEqual(['book.change', 'told']);
    expect(changes).toEqual([{ claims: [], dropped: [16], validators: [] }]);
    expect(durable).toEqual([16]);
  });

  it('does nothing when there is nothing to do', async () => {
    const { batches, disk } = new Bench();
    expect(await batches.flush()).toEqual(fine);
    batches.noteWritten();
    await settle();
    expect(disk.log).toEqual([]);
  });

  it('writes a tag down with the next claims, or alone', async () => {
    const { batches, changes, validators, write } = bind(new Bench());
    validators.set('storage.example', '"v1"');
    await batches.flush();
    await batches.flush();
    expect(changes.length, 'once is enough').toBe(1);
    write(1);
    await batches.flush();
    const tag = { host: 'storage.example', etag: '"v1"' };
    expect(changes.map((change) => change.validators)).toEqual([[tag], [tag]]);
  });

  it('writes a tag down that took the place of another', async () => {
    const { batches, changes, validators } = new Bench();
    validators.set('storage.example', '"v1"');
    await batches.flush();
    validators.set('storage.example', '"v2"');
    await batches.flush();
    expect(changes.at(-1)?.validators).toEqual([{ host: 'storage.example', etag: '"v2"' }]);
  });

  it('begins a batch by itself after 64 MiB, or after five seconds, and not before', async () => {
    const large = new Bench([], 8 * MIB, 20 * 8 * MIB);
    for (let piece = 0; piece < 8; piece += 1) {
      expect(large.disk.log, `after ${piece * 8} MiB`).toEqual([]);
      large.write(8 * MIB);
      large.batches.noteWritten();
      await settle();
    }
    expect(large.map.writtenBytes).toBe(BATCH_BYTES);
    expect(large.durable).toEqual([BATCH_BYTES]);
    const slow = new Bench();
    slow.write(1);
    await slow.clock.advance(4_999);
    slow.batches.noteWritten();
    await settle();
    expect(slow.durable).toEqual([]);
    await slow.clock.advance(1);
    slow.batches.noteWritten();
    await settle();
    expect(slow.durable).toEqual([1]);
    slow.write(1);
    await slow.clock.advance(4_999);
    slow.batches.noteWritten();
    await settle();
    expect(slow.durable, 'five seconds are counted from the last batch').toEqual([1]);
  });

  it('never claims a byte that was not on disk, whatever fails and whenever', async () => {
    const step = fc.constantFrom(
      'write',
      'write',
      'flush',
      'wait',
      'note',
      'answer',
      'slow',
      'fail',
      'mend',
      'refuse',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
        const bench = new Bench([], PIECE, 100 * PIECE);
        const { batches, disk } = bench;
        let hasFailed = false;
        const check = () => {
          for (const { claims } of bench.changes.slice(-1)) {
            for (const { start, bytes } of claims)
              expect(start + bytes).toBeLessThanOrEqual(disk.syncedBytes);
          }
          expect(bench.durable.at(-1) ?? 0).toBeLessThanOrEqual(disk.syncedBytes);
          if (hasFailed) expect(bench.changes.length).toBe(changesAtFailure);
          if (!hasFailed && batches.failure !== null) {
            hasFailed = true;
            changesAtFailure = bench.changes.length;
          }
        };
        let changesAtFailure = 0;
        for (const each of steps) {
          if (each === 'write' && bench.map.writtenBytes < 60 * PIECE) bench.write(11);
          if (each === 'flush') void batches.flush();
          if (each === 'wait') await bench.clock.advance(3_000);
          if (each === 'note') batches.noteWritten();
          if (each === 'answer') disk.answer();
          if (each === 'slow') disk.isSlow = !disk.isSlow;
          if (each === 'fail') disk.outcome = err(failure('disk.failed'));
          if (each === 'mend') disk.outcome = fine;
          if (each === 'refuse') bench.bookAnswer = bench.bookAnswer.ok ? err(failure('disk.full')) : fine;
          await settle();
          check();
        }
        disk.isSlow = false;
        disk.answer();
        const last = await batches.flush();
        check();
        expect(last.ok).toBe(batches.failure === null);
        if (last.ok) expect(bench.map.claimedBytes).toBe(bench.map.writtenBytes);
      }),
      { numRuns: 400 },
    );
  });
});

function bind(bench: Bench) {
  return { ...bench, write: (bytes: number) => bench.write(bytes) };
}
