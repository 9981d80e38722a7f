import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CivetProcess } from '../../support/civet-program';
import { CliBench, sha256Of } from './cli-bench';

const MIB = 1024 ** 2;
/** What an overlap, and bytes that were on their way to nobody, may cost. */
const SLACK_BYTES = 4 * MIB;

const bench = new CliBench();

/** A download that has received some megabytes and still has a minute to go. */
async function halfway(): Promise<CivetProcess> {
  const { fileId } = bench.civitai.named.largeSlow;
  bench.civitai.faults.set(fileId, { bytesPerSecond: 4 * MIB });
  const running = await bench.start(bench.get(bench.civitai.named.largeSlow));
  await running.hasReceived(8 * MIB);
  bench.civitai.faults.set(fileId, { bytesPerSecond: MIB });
  return running;
}

/** The same command again, at full speed, and what it cost. */
async function finish(): Promise<{ readonly wasThere: unknown; readonly sentBytes: number }> {
  const model = bench.civitai.named.largeSlow;
  bench.civitai.reset();
  const { code, events } = await bench.run(bench.get(model));
  const last = events.at(-1);
  expect([code, last]).toEqual([0, expect.objectContaining({ status: 'completed', sha256: model.sha256 })]);
  expect(await sha256Of(join(bench.models, model.fileName))).toBe(model.sha256);
  expect(await bench.files()).toEqual([model.fileName]);
  return { wasThere: last?.wasThere, sentBytes: bench.sentBytes() };
}

async function durableBytesInQueue(): Promise<number> {
  const { events } = await bench.run(['queue', '--json']);
  return Number(events[0]?.durableBytes);
}

describe('an interrupted civet get', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    'keeps with %s every byte that it had, and the same command goes on',
    async (signal, exitCode) => {
      const { bytes } = bench.civitai.named.largeSlow;
      const running = await halfway();
      running.child.kill(signal);
      const { code, events } = await running.ended;
      const last = events.at(-1);
      expect([code, last]).toEqual([exitCode, expect.objectContaining({ status: 'interrupted' })]);
      const durable = Number(last?.durableBytes);
      expect(durable).toBeGreaterThanOrEqual(8 * MIB);
      expect(await durableBytesInQueue()).toBe(durable);
      const { sentBytes } = await finish();
      expect(sentBytes).toBeGreaterThanOrEqual(bytes - durable);
      expect(sentBytes).toBeLessThan(bytes - durable + SLACK_BYTES);
    },
  );

  it('ends at once while nothing has come yet', async () => {
    bench.civitai.faults.set('all', { apiDelayMs: 60_000 });
    const running = await bench.start(bench.get(bench.civitai.named.mainJob));
    await expect.poll(() => bench.civitai.requests.length).toBeGreaterThan(0);
    running.child.kill('SIGINT');
    const { code, events } = await running.ended;
    expect([code, events]).toEqual([130, [{ status: 'interrupted', durableBytes: null, totalBytes: null }]]);
    expect(await bench.files()).toEqual([]);
  });

  it('says to people what is kept', async () => {
    const { fileId, versionId } = bench.civitai.named.largeSlow;
    bench.civitai.faults.set(fileId, { bytesPerSecond: 4 * MIB });
    const running = await bench.start(['get', String(versionId), '--to', bench.models]);
    await expect.poll(() => bench.sentBytes()).toBeGreaterThan(8 * MIB);
    running.child.kill('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    expect([code, stdout]).toEqual([130, '']);
    expect(stderr).toMatch(/Interrupted\. .* of 67\.1 MB are kept; the same command goes on from there\./);
  });

  it('loses no certain byte to kill -9, and blocks nobody', async () => {
    const { bytes } = bench.civitai.named.largeSlow;
    const running = await halfway();
    await expect.poll(() => durableBytesInQueue(), { interval: 300 }).toBeGreaterThan(0);
    running.child.kill('SIGKILL');
    await running.ended;
    const durable = await durableBytesInQueue();
    const { sentBytes } = await finish();
    expect(sentBytes).toBeLessThan(bytes - durable + SLACK_BYTES);
  });

  it('goes on in another folder from nothing, and leaves the first one alone', async () => {
    const running = await halfway();
    running.child.kill('SIGINT');
    await running.ended;
    const model = bench.civitai.named.largeSlow;
    bench.civitai.reset();
    const { events } = await bench.run(['get', String(model.versionId), '--to', bench.home, '--json']);
    expect(events.at(-1)?.path).toBe(join(bench.home, model.fileName));
    expect(await bench.files()).toEqual([expect.stringMatching(/\.part$/)]);
    await finish();
  });
});

describe('two civets at once', () => {
  it('fetch one file once: the second waits, and finds it there', async () => {
    const first = await halfway();
    const second = await bench.start(bench.get(bench.civitai.named.largeSlow));
    await second.says(/Another civet is fetching this file/);
    bench.civitai.faults.clear();
    const [one, two] = await Promise.all([first.ended, second.ended]);
    expect([one.code, two.code]).toEqual([0, 0]);
    expect([one.events.at(-1)?.wasThere, two.events.at(-1)?.wasThere]).toEqual([false, true]);
    expect(await readdir(bench.models)).toEqual([bench.civitai.named.largeSlow.fileName]);
  });

  it('take over from one that was killed', async () => {
    const first = await halfway();
    const second = await bench.start(bench.get(bench.civitai.named.largeSlow));
    await second.says(/Another civet is fetching this file/);
    first.child.kill('SIGKILL');
    bench.civitai.faults.clear();
    const { code, events } = await second.ended;
    expect([code, events.at(-1)?.sha256]).toEqual([0, bench.civitai.named.largeSlow.sha256]);
  });

  it('fetch different files side by side', async () => {
    const { mainJob, checkpoint, largeSlow } = bench.civitai.named;
    const all = [mainJob, checkpoint, largeSlow];
    const running = await Promise.all(all.map((model) => bench.start(bench.get(model))));
    const ends = await Promise.all(running.map(({ ended }) => ended));
    expect(ends.map(({ code, events }) => [code, events.at(-1)?.sha256])).toEqual(
      all.map(({ sha256 }) => [0, sha256]),
    );
    const { events } = await bench.run(['queue', '--json']);
    expect(events.map(({ status }) => status)).toEqual(['placed', 'placed', 'placed', 'done']);
  });
});
