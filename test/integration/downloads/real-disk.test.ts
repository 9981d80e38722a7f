import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodePartFiles } from '../../../electron/adapters/part-files';
import { oneRoot } from '../../../electron/core/placement/roots';
import { failure } from '../../../shared/failure';
import { err, ok } from '../../../shared/result';
import { Bench, SENT_TWICE_BYTES, sha256Of } from '../../support/bench';

const bench = new Bench();
const MIB = 1024 * 1024;

/** Confirms nothing any more, from when the test says so. */
class FailingParts extends NodePartFiles {
  isFailing = false;

  override async open(path: string, mayCreate: boolean) {
    const opened = await super.open(path, mayCreate);
    if (!opened.ok) return opened;
    const part = opened.value;
    const sync = () =>
      this.isFailing ? Promise.resolve(err(failure('disk.failed', { message: 'EIO' }))) : part.sync();
    return ok({
      length: () => part.length(),
      read: (offset: number, length: number) => part.read(offset, length),
      write: (chunks: readonly Uint8Array[], offset: number) => part.write(chunks, offset),
      truncate: (length: number) => part.truncate(length),
      close: () => part.close(),
      sync,
    });
  }
}

describe('on a disk that does not confirm what was written', () => {
  it('claims nothing of it, writes nothing more, and goes on from what was confirmed when asked to', async () => {
    const { id, model, kept } = await bench.pausedHalfway();
    await bench.rig.close();
    const parts = new FailingParts();
    await bench.start(null, undefined, { parts });
    parts.isFailing = true;
    bench.rig.queue.resume(id);
    const waiting = await bench.rig.reaches(id, 'waiting');
    expect(waiting.state).toMatchObject({ untilMs: null, cause: { code: 'disk.ioError' } });
    expect(waiting.durableBytes).toBe(kept);
    parts.isFailing = false;
    const asked = bench.storageRequests().length;
    bench.rig.queue.retry(id);
    await bench.rig.reaches(id, 'completed');
    expect(bench.sentSince(asked)).toBeLessThan(model.bytes - kept + SENT_TWICE_BYTES);
    expect(await sha256Of(join(bench.loras, model.fileName))).toBe(model.sha256);
  });
});

/** Only somebody who may mount a disk can make a small one. */
const mayMount = process.platform === 'linux' && process.getuid?.() === 0;

describe.runIf(mayMount)('on a small disk of its own', () => {
  let disk: string;

  const mount = (bytes: number) =>
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', disk]);
  const unmount = () => execFileSync('umount', ['--lazy', disk]);

  beforeEach(async () => {
    disk = join(bench.models, 'disk');
    await mkdir(disk);
    mount(40 * MIB);
    await bench.rig.close();
    await bench.start(null, undefined, { margins: { reserveOf: () => MIB, hysteresisBytes: MIB } });
    bench.rig.settings.saveFolders(oneRoot('plain', disk));
  });
  afterEach(unmount);

  it('waits when the disk gets full on the way, keeps the bytes, and goes on when there is room', async () => {
    const model = bench.named('mainJob');
    bench.civitai.faults.set(model.fileId, { bytesPerSecond: 4_000_000 });
    const id = await bench.rig.add(model);
    const received = () => bench.rig.queue.snapshot().progress[0]?.receivedBytes ?? 0;
    await expect.poll(received).toBeGreaterThan(2_000_000);
    await writeFile(join(disk, 'filler'), Buffer.alloc(32 * MIB)).catch(() => undefined);
    const waiting = await bench.rig.reaches(id, 'waiting');
    expect(waiting.state).toMatchObject({ untilMs: null, cause: { code: 'disk.full' } });
    const kept = () => bench.rig.view(id).durableBytes;
    await expect.poll(kept).toBeGreaterThan(1_000_000);
    expect((await bench.rig.queue.volumes())[0]).toMatchObject({ label: disk, fitCount: 0, waitingCount: 1 });
    const asked = bench.storageRequests().length;
    const keptBytes = kept();
    bench.civitai.faults.clear();
    await rm(join(disk, 'filler'));
    await bench.rig.reaches(id, 'completed');
    expect(await sha256Of(join(disk, 'loras', model.fileName))).toBe(model.sha256);
    expect(bench.sentSince(asked)).toBeLessThan(model.bytes - keptBytes + SENT_TWICE_BYTES);
  });

  it('writes nothing to the disk below when a drive is taken away, and goes on when it is back', async () => {
    const { id, model } = await bench.pausedHalfway();
    const away = `${bench.models}-away`;
    await mkdir(away);
    execFileSync('mount', ['--bind', disk, away]);
    try {
      unmount();
      bench.rig.queue.resume(id);
      const waiting = await bench.rig.reaches(id, 'waiting');
      expect(waiting.state).toMatchObject({ untilMs: null, cause: { code: 'disk.driveMissing' } });
      expect(await readdir(disk), 'the empty folder that shows through stays empty').toEqual([]);
      execFileSync('mount', ['--bind', away, disk]);
      await bench.rig.reaches(id, 'completed');
      expect(await sha256Of(join(disk, 'loras', model.fileName))).toBe(model.sha256);
    } finally {
      execFileSync('umount', ['--lazy', away]);
    }
  });
});
