import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import { err, ok } from '../../../shared/result';
import { QueueBench, targetOf } from '../../support/queue-bench';
import { settle } from '../../support/steered-clock';

const GB = 1_000_000_000;
const SHA256 = 'A'.repeat(64);
const NO_HASHES = { sha256: null, blake3: null, crc32: null, autoV1: null, autoV2: null, autoV3: null };
const DAY_MS = 86_400_000;

let bench: QueueBench;
beforeEach(async () => {
  bench = await QueueBench.open();
});
afterEach(() => bench.close());

const stateOf = (id: DownloadId) => bench.view(id).state;

/** Somebody has put a file where that of "a" will go. */
function putFile(bytes: number, sha256: string | null): string {
  const path = '/models/loras/a.safetensors';
  bench.disks.files.set(path, bytes);
  if (sha256 !== null) bench.hashes.set(path, sha256);
  return path;
}

describe('a file that stands in the folder already', () => {
  it('is the download, when it has the name, the length and the hash', async () => {
    const path = putFile(GB + 1_000, SHA256);
    const id = bench.add('a', GB);
    await settle();
    expect(stateOf(id)).toMatchObject({
      kind: 'completed',
      finalName: 'a.safetensors',
      verification: { kind: 'verified', by: 'sha256', sha256: SHA256 },
    });
    expect(bench.started()).toBe('');
    expect([...bench.disks.files.keys()]).toEqual([path]);
    expect(bench.view(id).durableBytes).toBe(GB + 1_000);
    const page = bench.history.search('', null);
    expect(page).toMatchObject({ value: { entries: [{ id, outcome: 'completed', sha256: SHA256 }] } });
  });

  it.each([
    ['has another hash', GB, 'B'.repeat(64)],
    ['has another length', 2 * GB, SHA256],
    ['cannot be read', GB, null],
  ])('is another one when it %s, and keeps its name', async (_what, bytes, sha256) => {
    putFile(bytes, sha256);
    const id = bench.add('a', GB);
    await settle();
    expect(bench.running()).toBe('a');
    await bench.finish(id);
    expect(stateOf(id)).toMatchObject({ kind: 'completed' });
    expect(stateOf(id)).not.toMatchObject({ finalName: 'a.safetensors' });
    expect(bench.disks.files.get('/models/loras/a.safetensors')).toBe(bytes);
  });

  it('is not looked at when Civitai publishes no hash of the whole file', async () => {
    putFile(GB, SHA256);
    bench.add('a', GB, { hashes: { ...NO_HASHES, autoV3: 'C'.repeat(12) } });
    await settle();
    expect(bench.running()).toBe('a');
  });

  it('lets the user pause while it is hashed, and lets nothing be fetched when all is held', async () => {
    const path = putFile(GB, SHA256);
    let answer: (sha256: string) => void = () => undefined;
    bench.slowHash = () => new Promise((resolve) => (answer = resolve));
    const id = bench.add('a', GB);
    await settle();
    expect(stateOf(id).kind).toBe('verifying');
    bench.queue.setHeld('metered', true);
    answer('B'.repeat(64));
    await settle();
    expect(bench.view(id)).toMatchObject({ state: { kind: 'queued' }, heldBy: 'metered' });
    bench.queue.setHeld('metered', false);
    await settle();
    expect(bench.queue.pause(id).ok).toBe(true);
    answer(SHA256);
    await settle();
    expect([stateOf(id).kind, bench.started(), bench.disks.files.has(path)]).toEqual(['paused', '', true]);
  });
});

describe('a file that was placed before Civitai published its hash', () => {
  const published = (hashes: Partial<Record<keyof typeof NO_HASHES, string>>) =>
    ok(targetOf('a', 1, GB, { hashes: { ...NO_HASHES, ...hashes } }));

  async function place(): Promise<DownloadId> {
    const id = bench.add('a', GB, { hashes: NO_HASHES });
    await settle();
    await bench.finish(id, GB);
    expect(stateOf(id)).toMatchObject({ kind: 'completed', verification: { kind: 'unverified' } });
    return id;
  }

  it('is verified once it has, also after a restart, without being read again', async () => {
    const id = await place();
    bench.published = err(failure('network.offline'));
    await bench.pass(DAY_MS);
    await bench.restart();
    bench.published = published({});
    await bench.pass(DAY_MS);
    expect(stateOf(id)).toMatchObject({ verification: { kind: 'unverified' } });
    bench.published = published({ sha256: SHA256 });
    await bench.pass(DAY_MS);
    expect(stateOf(id)).toMatchObject({ verification: { kind: 'verified', by: 'sha256', sha256: SHA256 } });
    await bench.restart();
    expect(stateOf(id)).toMatchObject({ verification: { kind: 'verified' } });
    expect(bench.clock.pendingTimers()).toBe(1);
  });

  it('is not called verified when it differs, and is not asked about for ever', async () => {
    const id = await place();
    bench.published = published({ sha256: 'B'.repeat(64) });
    await bench.pass(DAY_MS);
    expect(bench.view(id)).toMatchObject({
      state: { verification: { kind: 'unverified', isRefuted: true } },
      hasPublishedHash: true,
    });
    expect(bench.clock.pendingTimers(), 'nobody asks again').toBe(0);
    await bench.restart();
    expect(stateOf(id)).toMatchObject({ verification: { isRefuted: true } });
  });
});

describe('a file that is added again', () => {
  it('is begun anew when Civitai has put other bytes under its number, and keeps what came before', async () => {
    const id = bench.add('a', GB);
    await settle();
    await bench.accept(id, GB);
    await bench.receive(id, 4_000);
    bench.queue.pause(id);
    await settle();
    const other = targetOf('a', 1, GB, { hashes: { ...NO_HASHES, sha256: 'B'.repeat(64) } });
    expect(bench.queue.add(other)).toEqual({ ok: true, value: id });
    await settle();
    expect(bench.view(id)).toMatchObject({ state: { kind: 'probing' }, durableBytes: 0 });
    expect(bench.transfers.runs.get(id)?.wanted).toMatchObject({
      totalBytes: null,
      expected: { value: 'B'.repeat(64) },
    });
    expect([...bench.disks.files].filter(([path]) => path.endsWith('.damaged'))).toHaveLength(1);
  });

  it('is begun anew also when Civet ends before it runs again', async () => {
    const id = bench.add('a', GB);
    await settle();
    await bench.accept(id, GB);
    await bench.receive(id, 4_000);
    bench.queue.pause(id);
    await settle();
    bench.queue.setHeld('metered', true);
    bench.queue.add(targetOf('a', 1, GB, { hashes: { ...NO_HASHES, sha256: 'B'.repeat(64) } }));
    await bench.restart();
    expect(bench.transfers.runs.get(id)?.wanted).toMatchObject({ totalBytes: null });
    expect(bench.view(id).durableBytes).toBe(0);
  });

  it('goes on where it was when the bytes are the same', async () => {
    const id = bench.add('a', GB);
    await settle();
    await bench.accept(id, GB);
    await bench.receive(id, 4_000);
    bench.queue.pause(id);
    await settle();
    bench.queue.add(targetOf('a', 1, GB));
    await settle();
    expect(bench.view(id)).toMatchObject({ state: { kind: 'probing' }, durableBytes: 4_000 });
  });
});
