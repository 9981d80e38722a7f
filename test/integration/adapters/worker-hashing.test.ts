import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ThreadMeasuring } from '../../../electron/adapters/thread-measuring';
import { WorkerHashing } from '../../../electron/adapters/worker-hashing';
import type { FrontierNeeds } from '../../../electron/core/hashing-ports';
import type { PartFile } from '../../../electron/core/ports';
import { PIECE_BYTES } from '../../../electron/core/segments/piece-map';
import { inProject } from '../../../tools/lib/project.mjs';
import { temporaryFolder } from '../../support/rig';
import { bundleThreads, threadOf } from '../../support/threads';

const MIB = 1024 * 1024;
const bundle = inProject('out', `threads-${randomUUID()}`);
// Never touched: the thread reads the file by its path.
const part = {} as PartFile;
let script: URL;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let hashing: WorkerHashing;

beforeAll(async () => {
  script = (await bundleThreads(bundle)).hashing;
});
afterAll(() => rm(bundle, { recursive: true, force: true }));
beforeEach(async () => {
  folder = await temporaryFolder('hashing');
  hashing = new WorkerHashing(script);
});
afterEach(async () => {
  await hashing.close();
  await folder.remove();
});

const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex').toUpperCase();
const claimsOf = (bytes: Buffer) =>
  Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, index) => {
    const piece = bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES);
    return { start: index * PIECE_BYTES, bytes: piece.length, crc32: crc32(piece) };
  });

function needs(path: string, more: Partial<FrontierNeeds> = {}): FrontierNeeds {
  return { path, part, proof: null, claims: [], onDamage: () => undefined, ...more };
}

async function written(name: string, bytes: Buffer): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, bytes);
  return path;
}

describe('ThreadMeasuring', () => {
  const going = new AbortController().signal;

  it('measures a whole file, with the hash that is needed besides', async () => {
    const bytes = randomBytes(9 * MIB + 5);
    const path = await written('a.safetensors', bytes);
    const measured = await new ThreadMeasuring(hashing).measure(path, bytes.length, 'crc32', going);
    expect(measured).toMatchObject({ ok: true, value: { sha256: sha256Of(bytes) } });
    expect(measured.ok && measured.value.crc32).toHaveLength(8);
  });

  it('tells on the way how far a large file is read, to whom asks for that', async () => {
    const bytes = Buffer.alloc(100 * MIB);
    const path = await written('a.safetensors', bytes);
    const read: number[] = [];
    const onRead = (done: number) => read.push(done);
    const measured = await new ThreadMeasuring(hashing).measure(path, bytes.length, null, going, onRead);
    expect(measured.ok).toBe(true);
    expect(read).toEqual([32 * MIB, 64 * MIB, 96 * MIB]);
  });

  it('says of a file that is shorter, or not there, that it vanished', async () => {
    const path = await written('a.safetensors', randomBytes(100));
    const measuring = new ThreadMeasuring(hashing);
    expect(await measuring.measure(path, 101, null, going)).toMatchObject({
      error: { code: 'disk.fileVanished' },
    });
    expect((await measuring.measure(`${path}.gone`, 1, null, going)).ok).toBe(false);
  });

  it('ends when it is called off, before or on the way', async () => {
    const bytes = Buffer.alloc(64 * MIB);
    const path = await written('a.safetensors', bytes);
    const measuring = new ThreadMeasuring(hashing);
    const calledOff = { error: { code: 'input.cancelled' } };
    expect(await measuring.measure(path, bytes.length, null, AbortSignal.abort())).toMatchObject(calledOff);
    const controller = new AbortController();
    const measured = measuring.measure(path, bytes.length, null, controller.signal);
    setImmediate(() => controller.abort());
    expect(await measured).toMatchObject(calledOff);
  });
});

describe('WorkerHashing', () => {
  it('hashes several files at once, each behind its own frontier', async () => {
    const files = [randomBytes(9 * MIB), randomBytes(5 * MIB + 17), randomBytes(3)];
    const hashes = await Promise.all(
      files.map(async (bytes, index) => {
        const hash = await hashing.begin(needs(await written(`${index}.part`, bytes), { proof: 'crc32' }));
        for (let at = 0; at <= bytes.length; at += 300_000) hash.advance(at, 0);
        hash.advance(bytes.length, 0);
        const measured = await hash.finish(bytes.length);
        await hash.end();
        return measured;
      }),
    );
    expect(hashes).toMatchObject(files.map((bytes) => ({ ok: true, value: { sha256: sha256Of(bytes) } })));
  });

  it('finds a damaged piece, waits until it is mended, and measures right', async () => {
    const bytes = randomBytes(3 * PIECE_BYTES + 5);
    const spoilt = Buffer.from(bytes);
    spoilt[PIECE_BYTES + 3] = (spoilt[PIECE_BYTES + 3] ?? 0) ^ 1;
    const path = await written('a.part', spoilt);
    const damage: (readonly [number, number])[] = [];
    const hash = await hashing.begin(
      needs(path, { claims: claimsOf(bytes), onDamage: (start, epoch) => damage.push([start, epoch]) }),
    );
    hash.advance(bytes.length, 0);
    expect(await hash.finish(bytes.length)).toEqual({ ok: true, value: 'damaged' });
    expect(damage).toEqual([[PIECE_BYTES, 1]]);
    await writeFile(path, bytes);
    hash.advance(bytes.length, 1);
    expect(await hash.finish(bytes.length)).toMatchObject({ ok: true, value: { sha256: sha256Of(bytes) } });
    await hash.end();
  });

  it('answers whoever asks for the hash while word of the damage is still on its way', async () => {
    const bytes = randomBytes(2 * PIECE_BYTES);
    const claims = claimsOf(bytes).map((claim) => ({ ...claim, crc32: claim.crc32 ^ 1 }));
    const hash = await hashing.begin(needs(await written('a.part', bytes), { claims }));
    hash.advance(bytes.length, 0);
    // Long enough for the thread to find the damage; the question comes as from one who has not heard of it.
    await expect.poll(() => hash.finish(bytes.length)).toEqual({ ok: true, value: 'damaged' });
    expect(await hash.finish(bytes.length)).toEqual({ ok: true, value: 'damaged' });
    await hash.end();
  });

  it('says why a file cannot be read, and goes on with others', async () => {
    const bytes = randomBytes(1_000);
    const path = join(folder.path, 'none.part');
    const missing = await hashing.begin(needs(path));
    missing.advance(10, 0);
    expect(await missing.finish(10)).toMatchObject({
      error: { code: 'disk.folderMissing', params: { path } },
    });
    await missing.end();
    const short = await hashing.begin(needs(await written('short.part', bytes)));
    short.advance(bytes.length + 1, 0);
    expect(await short.finish(bytes.length + 1)).toMatchObject({ error: { code: 'disk.fileVanished' } });
    await short.end();
    const good = await hashing.begin(needs(await written('good.part', bytes)));
    good.advance(bytes.length, 0);
    expect(await good.finish(bytes.length)).toMatchObject({ value: { sha256: sha256Of(bytes) } });
    await good.end();
  });

  it('ends at once while somebody waits for the hash, and twice does no harm', async () => {
    const hash = await hashing.begin(needs(await written('a.part', randomBytes(40 * MIB))));
    hash.advance(40 * MIB, 0);
    const finished = hash.finish(40 * MIB);
    await hash.end();
    await hash.end();
    expect(await finished).toMatchObject({ error: { code: 'input.cancelled' } });
  });
});

/** Answers `finish` with what it was told before; ends itself when a path says so. */
const ECHO = threadOf(`
  import { parentPort } from 'node:worker_threads';
  const heard = new Map();
  parentPort.on('message', (message) => {
    const { kind, session } = message;
    const list = heard.get(session) ?? [];
    heard.set(session, list);
    list.push(message);
    if (list[0].path === 'dies' && kind === 'advance') process.exit(1);
    if (list[0].path === 'throws' && kind === 'advance') throw new Error('thread');
    if (list[0].path === 'damaged' && kind === 'begin')
      parentPort.postMessage({ kind: 'damage', session, start: 8, epoch: 1 });
    const value = { sha256: JSON.stringify(list.filter((each) => each.kind === 'advance').map((each) => [each.frontier, each.epoch])) };
    if (kind === 'finish') parentPort.postMessage({ kind: 'finished', session, result: { ok: true, value } });
    if (kind === 'end') parentPort.postMessage({ kind: 'ended', session });
  });
`);

describe('WorkerHashing and its thread', () => {
  const told = async (finished: Promise<unknown>) => {
    const result = (await finished) as { value: { sha256: string } };
    return JSON.parse(result.value.sha256) as unknown;
  };

  beforeEach(() => {
    hashing = new WorkerHashing(ECHO);
  });

  it('wakes the thread for four MiB or for the end, not for every write', async () => {
    const hash = await hashing.begin(needs('a'));
    for (let at = 0; at <= 9 * MIB; at += 64 * 1024) hash.advance(at, 0);
    expect(await told(hash.finish(9 * MIB))).toEqual([
      [4 * MIB, 0],
      [8 * MIB, 0],
      [9 * MIB, 0],
    ]);
    await hash.end();
  });

  it('tells of damage to the file that has it, and counts from the beginning in a new epoch', async () => {
    const damage: unknown[] = [];
    const sound = await hashing.begin(needs('sound', { onDamage: () => damage.push('sound') }));
    const damaged = await hashing.begin(needs('damaged', { onDamage: (...found) => damage.push(found) }));
    sound.advance(4 * MIB, 0);
    damaged.advance(4 * MIB, 0);
    await expect.poll(() => damage).toEqual([[8, 1]]);
    damaged.advance(4 * MIB, 1);
    expect(await told(damaged.finish(5 * MIB))).toEqual([
      [4 * MIB, 0],
      [4 * MIB, 1],
      [4 * MIB, 1],
    ]);
    await damaged.end();
    await sound.end();
  });

  it.each(['dies', 'throws'])(
    'tells everybody when the thread %s, and starts another for the next file',
    async (path) => {
      const other = await hashing.begin(needs('a'));
      const hash = await hashing.begin(needs(path));
      hash.advance(4 * MIB, 0);
      expect(await hash.finish(4 * MIB)).toMatchObject({ error: { code: 'app.engineStopped' } });
      expect(await other.finish(4 * MIB), 'later questions too').toMatchObject({
        error: { code: 'app.engineStopped' },
      });
      await hash.end();
      await other.end();
      const next = await hashing.begin(needs('a'));
      next.advance(4 * MIB, 0);
      expect(await told(next.finish(4 * MIB))).toEqual([
        [4 * MIB, 0],
        [4 * MIB, 0],
      ]);
      await next.end();
    },
  );

  it('is told so when it is closed in the middle', async () => {
    const hash = await hashing.begin(needs('a'));
    const ended = hash.end();
    await hashing.close();
    await ended;
    expect(await hash.finish(1)).toMatchObject({ error: { code: 'app.engineStopped' } });
  });
});
