import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bench, SENT_TWICE_BYTES, sha256Of } from '../../support/bench';

const bench = new Bench();
const MIB = 1024 * 1024;

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
    await bench.start(null, undefined, { reserveOf: () => MIB, hysteresisBytes: MIB });
    bench.rig.settings.saveFolders({ layout: 'plain', root: disk, own: {} });
  });
  afterEach(unmount);

  it('waits when the disk gets full on the way, keeps the bytes, and goes on when there is room', async () => {
    const model = bench.named('mainJob');
    bench.civitai.faults.set(model.fileId, { bytesPerSecond: 4_000_000 });
    const id = await bench.rig.add(model);
    const received = () => bench.rig.queue.snapshot().progress[0]?.receivedBytes ?? 0;
    await expect.poll(received, { timeout: 30_000 }).toBeGreaterThan(2_000_000);
    await writeFile(join(disk, 'filler'), Buffer.alloc(32 * MIB)).catch(() => undefined);
    const waiting = await bench.rig.reaches(id, 'waiting');
    expect(waiting.state).toMatchObject({ untilMs: null, cause: { code: 'disk.full' } });
    const kept = () => bench.rig.view(id).durableBytes;
    await expect.poll(kept, { timeout: 10_000 }).toBeGreaterThan(1_000_000);
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
