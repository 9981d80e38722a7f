import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { oneRoot } from '../../../electron/core/placement/roots';
import { failure } from '../../../shared/failure';
import { QueueBench } from '../../support/queue-bench';
import { settle } from '../../support/steered-clock';

const GB = 1_000_000_000;
const LOOK_MS = 5_000;

let bench: QueueBench;
beforeEach(async () => {
  bench = await QueueBench.open();
});
afterEach(() => bench.close());

const models = () => bench.disks.addVolume('models');
const stateOf = (id: Parameters<QueueBench['view']>[0]) => bench.view(id).state;
const spaceHere = async () => (await bench.queue.volumes())[0];

describe('a drive that is not there', () => {
  it('is waited for, and what was going there goes on when it is back', async () => {
    const volume = models();
    const a = bench.add('a', 5 * GB);
    await settle();
    await bench.accept(a, 5 * GB);
    await bench.receive(a, 2 * GB);
    volume.isThere = false;
    await bench.fail(a, failure('disk.ioError', { message: 'EIO' }));
    expect(stateOf(a)).toMatchObject({
      kind: 'waiting',
      untilMs: null,
      cause: { code: 'disk.driveMissing' },
    });
    expect(await spaceHere()).toMatchObject({ state: 'missing', freeBytes: null, fitCount: 0 });
    await bench.restart();
    await bench.pass(20 * LOOK_MS);
    expect([stateOf(a).kind, bench.view(a).durableBytes]).toEqual(['waiting', 2 * GB]);
    volume.isThere = true;
    await bench.pass(LOOK_MS);
    expect([bench.running(), bench.view(a).durableBytes]).toEqual(['a', 2 * GB]);
  });

  it('is missed also by those that had never run before it went', async () => {
    const volume = models();
    bench.limit(1);
    const a = bench.add('a');
    const b = bench.add('b');
    await settle();
    await bench.stop();
    volume.mountPath = '/';
    await bench.start();
    expect(bench.running()).toBe('');
    for (const id of [a, b]) expect(stateOf(id)).toMatchObject({ cause: { code: 'disk.driveMissing' } });
    volume.mountPath = '/models';
    await bench.pass(LOOK_MS);
    expect(bench.running()).toBe('a');
  });

  it('is not written about once the queue has stopped', async () => {
    bench.add('a');
    await bench.stop();
    await settle();
    await bench.start();
  });

  it('is the one that was mounted last before the run', async () => {
    const volume = models();
    volume.mountPath = '/';
    bench.limit(0);
    const a = bench.add('a');
    await settle();
    volume.mountPath = '/models';
    bench.limit(1);
    await settle();
    await bench.receive(a, 10);
    await bench.restart();
    expect(bench.running()).toBe('a');
    bench.disks.files.clear();
    volume.mountPath = '/';
    await bench.restart();
    expect(stateOf(a)).toMatchObject({ cause: { code: 'disk.driveMissing' } });
  });

  it('keeps the proof’s file until it is back, when the drive goes at the very last moment', async () => {
    const volume = models();
    const a = bench.add('a', GB);
    await settle();
    bench.disks.placeFailure = failure('disk.folderMissing');
    volume.isThere = false;
    await bench.finish(a);
    expect(stateOf(a)).toMatchObject({ kind: 'finalizing', isBlocked: true });
    bench.disks.placeFailure = null;
    volume.isThere = true;
    await bench.pass(60_000);
    expect(stateOf(a).kind).toBe('completed');
  });
});

describe('a drive that does not answer', () => {
  const silent = () => new Promise<never>(() => undefined);

  it('keeps nobody waiting at the start, and only what goes there waits', async () => {
    bench.disks.addVolume('other');
    bench.settings.saveFolders(oneRoot('plain', '/models', { checkpoint: '/other' }));
    bench.limit(2);
    const a = bench.add('a');
    const b = bench.add('b', GB, { modelType: 'Checkpoint' });
    await settle();
    for (const id of [a, b]) await bench.receive(id, 1_000);
    await bench.stop();
    const look = bench.disks.look.bind(bench.disks);
    bench.disks.look = (root) => (root === '/models' ? silent() : look(root));
    await bench.start();
    expect([bench.view(a).durableBytes, bench.view(b).durableBytes]).toEqual([1_000, 1_000]);
    expect(bench.running()).toBe('b');
    await bench.pass(LOOK_MS);
    expect(stateOf(a)).toMatchObject({ kind: 'waiting', cause: { code: 'disk.driveMissing' } });
    expect(bench.running()).toBe('b');
  });

  it('is not asked about more files once it has not answered about some', async () => {
    bench.limit(0);
    const ids = bench.addAll('a', 'b', 'c', 'd', 'e');
    bench.limit(5);
    await settle();
    for (const id of ids) await bench.receive(id, 1_000);
    bench.queue.pauseAll();
    await bench.stop();
    let asked = 0;
    const inspect = bench.disks.inspect.bind(bench.disks);
    bench.disks.inspect = () => {
      asked += 1;
      return silent();
    };
    await bench.start();
    await bench.pass(10 * LOOK_MS);
    expect(asked).toBe(2);
    bench.disks.inspect = inspect;
    for (const path of bench.disks.files.keys()) bench.disks.files.set(path, 300);
    await bench.restart();
    expect(ids.map((id) => bench.view(id).durableBytes)).toEqual([300, 300, 300, 300, 300]);
  });
});
