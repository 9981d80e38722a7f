import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { oneRoot } from '../../../electron/core/placement/roots';
import { failure } from '../../../shared/failure';
import { QueueBench } from '../../support/queue-bench';
import { settle } from '../../support/steered-clock';

const GB = 1_000_000_000;
const LOOK_MS = 5_000;
const RESERVE = 1 * GB;
const HYSTERESIS = GB / 2;

let bench: QueueBench;
beforeEach(async () => {
  bench = await QueueBench.open({ reserveOf: () => RESERVE, hysteresisBytes: HYSTERESIS });
});
afterEach(() => bench.close());

const models = () => bench.disks.addVolume('models');
const stateOf = (id: Parameters<QueueBench['view']>[0]) => bench.view(id).state;
const spaceHere = async () => (await bench.queue.volumes())[0];

describe('a disk with too little room', () => {
  it('says how many need how much, and how many of them fit', async () => {
    models().freeBytes = 71 * GB;
    for (let number = 0; number < 14; number += 1) bench.add(`a${number}`, (number < 12 ? 7 : 6) * GB);
    await settle();
    expect(await spaceHere()).toEqual({
      label: '/models',
      state: 'ready',
      freeBytes: 71 * GB,
      reserveBytes: RESERVE,
      wantedCount: 14,
      wantedBytes: 96 * GB,
      fitCount: 10,
      waitingCount: 0,
    });
  });

  it('tells the page when that changes, and not when it does not', async () => {
    const volume = models();
    volume.freeBytes = 10 * GB;
    bench.add('a', 5 * GB);
    await bench.pass(1_000);
    expect(bench.space.at(-1)).toMatchObject([{ wantedCount: 1, fitCount: 1 }]);
    const told = bench.space.length;
    await bench.pass(60_000);
    expect(bench.space.length).toBe(told);
    volume.freeBytes = 9 * GB;
    await bench.pass(LOOK_MS);
    expect(bench.space.at(-1)).toMatchObject([{ freeBytes: 9 * GB }]);
  });

  it('lets those wait that do not fit, with the numbers, and smaller ones pass', async () => {
    models().freeBytes = 10 * GB;
    bench.limit(3);
    const large = bench.add('large', 20 * GB);
    bench.add('first', 5 * GB);
    const second = bench.add('second', 5 * GB);
    bench.add('third', 4 * GB);
    await settle();
    expect(bench.running()).toBe('first third');
    expect(stateOf(large)).toMatchObject({
      kind: 'waiting',
      untilMs: null,
      cause: { code: 'disk.full', params: { missingBytes: 11 * GB + HYSTERESIS, bytes: 20 * GB } },
    });
    expect(stateOf(second)).toMatchObject({ kind: 'waiting', untilMs: null });
    expect(await spaceHere()).toMatchObject({ waitingCount: 2 });
  });

  it('lets them go on by themselves once there is room and a margin, also after a restart', async () => {
    const volume = models();
    volume.freeBytes = GB;
    const a = bench.add('a', 5 * GB);
    await settle();
    await bench.restart();
    expect(stateOf(a).kind).toBe('waiting');
    volume.freeBytes = 5 * GB + RESERVE + HYSTERESIS - 1;
    await bench.pass(LOOK_MS);
    expect(bench.running()).toBe('');
    volume.freeBytes += 1;
    await bench.pass(LOOK_MS);
    expect(bench.running()).toBe('a');
    expect(stateOf(a).kind).toBe('probing');
  });

  it('goes on at once when the user says that there is room', async () => {
    const volume = models();
    volume.freeBytes = GB;
    const a = bench.add('a', 5 * GB);
    await settle();
    volume.freeBytes = 5 * GB + RESERVE;
    await bench.pass(LOOK_MS);
    expect(stateOf(a), 'less than the margin').toMatchObject({
      kind: 'waiting',
      cause: { params: { missingBytes: HYSTERESIS } },
    });
    expect(bench.queue.retry(a)).toMatchObject({ ok: true });
    await settle();
    expect(bench.running()).toBe('a');
  });

  it('asks again once the exact length is known', async () => {
    models().freeBytes = 10 * GB;
    const a = bench.add('a', null);
    await settle();
    await bench.accept(a, 20 * GB);
    expect(stateOf(a)).toMatchObject({
      kind: 'waiting',
      cause: { params: { missingBytes: 11 * GB + HYSTERESIS } },
    });
    const b = bench.add('b', GB);
    await settle();
    expect(bench.running(), 'that one does not fit says nothing about others').toBe('b');
    await bench.finish(b);
  });

  it('moves hundreds that cannot begin out of the way at once', async () => {
    models().freeBytes = 2 * GB;
    bench.limit(1);
    const ids = Array.from({ length: 300 }, (_, at) => bench.add(`a${at}`, 2 * GB));
    bench.deltas.length = 0;
    await settle();
    expect(ids.every((id) => stateOf(id).kind === 'waiting')).toBe(true);
    expect(bench.deltas.length).toBeLessThan(5);
    expect(bench.disks.looks).toBeLessThan(20);
  });
});

describe('a disk that gets full', () => {
  const other = { modelType: 'Checkpoint' };

  it('stops everything on that volume, keeps the bytes, and goes on by itself', async () => {
    const volume = models();
    bench.disks.addVolume('other');
    bench.settings.saveFolders(oneRoot('plain', '/models', { checkpoint: '/other' }));
    bench.limit(3);
    const a = bench.add('a', 5 * GB);
    const b = bench.add('b', 5 * GB);
    const c = bench.add('c', 5 * GB, other);
    await settle();
    for (const id of [a, b, c]) await bench.accept(id, 5 * GB);
    await bench.receive(b, 2 * GB);
    volume.freeBytes = 0;
    await bench.fail(a, failure('disk.full', { message: 'ENOSPC' }));
    expect([stateOf(a), stateOf(b)]).toMatchObject([
      { kind: 'waiting', untilMs: null, cause: { code: 'disk.full' } },
      { kind: 'waiting', untilMs: null, cause: { code: 'disk.full' } },
    ]);
    expect(bench.view(b).durableBytes).toBe(2 * GB);
    expect(bench.running()).toBe('c');
    expect((await bench.queue.volumes()).map(({ label, state }) => `${label} ${state}`)).toEqual([
      '/models full',
      '/other ready',
    ]);
    bench.add('d', 1_000);
    await settle();
    expect(bench.running(), 'nothing begins there').toBe('c');
    volume.freeBytes = 100 * GB;
    await bench.pass(LOOK_MS);
    await bench.pass(LOOK_MS);
    expect(bench.running()).toBe('a b c d');
    expect(bench.view(b).durableBytes).toBe(2 * GB);
  });

  it('counts no tries, whatever the number of times', async () => {
    models();
    const a = bench.add('a', 5 * GB);
    await settle();
    for (let tries = 0; tries < 3; tries += 1) {
      await bench.fail(a, failure('disk.full'));
      await bench.pass(10 * 60_000);
      expect(bench.running()).toBe('a');
    }
    await bench.fail(a, failure('network.reset'));
    expect(stateOf(a)).toMatchObject({ attempt: 1 });
  });

  it('stops the last ones in time while another program fills the disk', async () => {
    const volume = models();
    volume.freeBytes = 11 * GB;
    const a = bench.add('a', 5 * GB);
    const b = bench.add('b', 5 * GB);
    await settle();
    volume.freeBytes = 7 * GB;
    await bench.pass(LOOK_MS);
    expect([bench.running(), stateOf(a).kind, stateOf(b).kind]).toEqual(['a', 'probing', 'waiting']);
  });
});

describe('a drive that is not there when Civet starts', () => {
  it('keeps a proven file that was about to get its name', async () => {
    const volume = models();
    const a = bench.add('a', GB);
    await settle();
    bench.disks.placeFailure = failure('disk.busy');
    await bench.finish(a);
    await bench.stop();
    volume.isThere = false;
    bench.disks.placeFailure = failure('disk.folderMissing');
    await bench.start();
    expect(stateOf(a)).toMatchObject({ kind: 'finalizing', isBlocked: true });
    volume.isThere = true;
    bench.disks.placeFailure = null;
    await bench.pass(60_000);
    expect(stateOf(a).kind).toBe('completed');
  });

  it('says that the file has vanished when the drive is there without it', async () => {
    models();
    const a = bench.add('a', GB);
    await settle();
    bench.disks.placeFailure = failure('disk.busy');
    await bench.finish(a);
    await bench.stop();
    bench.disks.files.clear();
    await bench.start();
    expect(stateOf(a)).toMatchObject({ kind: 'failed', cause: { code: 'disk.fileVanished' } });
  });
});

describe('a disk that fails', () => {
  it('is not written to until the user tries one of its downloads again', async () => {
    models();
    const [a, b, c] = bench.addAll('a', 'b', 'c');
    await settle();
    await bench.fail(a, failure('disk.ioError', { message: 'EIO' }));
    expect([stateOf(a), stateOf(b), stateOf(c)]).toMatchObject(
      Array.from({ length: 3 }, () => ({ kind: 'waiting', untilMs: null, cause: { code: 'disk.ioError' } })),
    );
    await bench.pass(3_600_000);
    expect(bench.running()).toBe('');
    bench.queue.retry(b);
    await settle();
    expect(bench.running()).toBe('a b');
  });

  it('is given another chance by a restart', async () => {
    models();
    const a = bench.add('a');
    await settle();
    await bench.fail(a, failure('disk.ioError'));
    await bench.restart();
    expect(bench.running()).toBe('a');
  });
});

describe('a file that a disk cannot hold', () => {
  it('is refused before anything is fetched', async () => {
    models().isFat32 = true;
    const a = bench.add('a', 5 * GB);
    const b = bench.add('b', 4 * GB);
    await settle();
    expect(stateOf(a)).toMatchObject({ kind: 'failed', cause: { code: 'disk.fileTooLarge' } });
    expect(bench.started()).toBe('b');
    await bench.finish(b);
  });
});

describe('a proven file whose name another program holds', () => {
  it('waits with its proof, and is tried again every minute without fetching anything', async () => {
    models();
    const a = bench.add('a');
    await settle();
    bench.disks.placeFailure = failure('disk.busy');
    await bench.finish(a);
    expect(stateOf(a)).toMatchObject({ kind: 'finalizing', isBlocked: true });
    const b = bench.add('b');
    bench.add('c');
    await settle();
    expect(bench.running(), 'it holds no place').toBe('b c');
    await bench.pass(60_000);
    expect(stateOf(a)).toMatchObject({ kind: 'finalizing', isBlocked: true });
    bench.disks.placeFailure = null;
    await bench.pass(60_000);
    expect(stateOf(a).kind).toBe('completed');
    expect(bench.started()).toBe('a b c');
    await bench.finish(b);
  });

  it('is placed at once when the user asks for it, and after a restart', async () => {
    models();
    const [a, b] = bench.addAll('a', 'b');
    await settle();
    bench.disks.placeFailure = failure('disk.busy');
    await bench.finish(a);
    await bench.finish(b);
    bench.disks.placeFailure = null;
    expect(bench.queue.retry(a).ok).toBe(true);
    await settle();
    expect([stateOf(a).kind, stateOf(b).kind]).toEqual(['completed', 'finalizing']);
    await bench.restart();
    expect(stateOf(b).kind).toBe('completed');
  });
});
