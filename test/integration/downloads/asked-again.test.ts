import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../../shared/failure';
import { QueueBench, targetOf } from '../../support/queue-bench';
import { settle } from '../../support/steered-clock';

const NO_HASHES = { sha256: null, blake3: null, crc32: null, autoV1: null, autoV2: null, autoV3: null };
let bench: QueueBench;
beforeEach(async () => {
  bench = await QueueBench.open();
});
afterEach(() => bench.close());

/** What Civitai says after the creator has replaced the file. */
const replaced = () => targetOf('a', 1, 1_000_000_000, { hashes: { ...NO_HASHES, sha256: 'B'.repeat(64) } });

describe('a download that is asked for again', () => {
  it('keeps every byte while it runs, also when its file has been replaced at Civitai', async () => {
    const id = bench.add('a');
    await settle();
    await bench.accept(id, 1_000_000_000);
    await bench.receive(id, 900_000_000);
    expect(bench.queue.add(replaced())).toMatchObject({ ok: true, value: id });
    expect(bench.queue.retry(id, replaced())).toMatchObject({ ok: false });
    bench.queue.pause(id);
    await settle();
    expect(bench.view(id)).toMatchObject({ durableBytes: 900_000_000 });
    bench.queue.resume(id);
    await settle();
    expect(bench.view(id)).toMatchObject({ durableBytes: 900_000_000 });
    expect(bench.transfers.runs.has(id)).toBe(true);
  });

  it('asks only the host that it waited for without its pause', async () => {
    const [a, b] = bench.addAll('a', 'b');
    await settle();
    await bench.fail(a, failure('http.busy', { host: 'slow.example' }, 3_600_000));
    await bench.fail(b, failure('http.rateLimited', {}, 3_600_000));
    expect(bench.queue.retry(a).ok).toBe(true);
    expect(bench.transfers.urges).toEqual(['slow.example']);
    expect(bench.queue.retry(b).ok).toBe(true);
    expect(bench.transfers.urges).toEqual(['slow.example', null]);
    await settle();
    bench.queue.retry(a);
    expect(bench.transfers.urges, 'one that runs waits for nobody').toHaveLength(2);
  });
});
