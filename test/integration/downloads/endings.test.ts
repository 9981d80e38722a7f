import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import { QueueBench } from '../../support/queue-bench';
import { settle } from '../../support/steered-clock';

const LONGEST_QUICK_PAUSE_MS = 60_000;

let bench: QueueBench;
let id: DownloadId;
beforeEach(async () => {
  bench = await QueueBench.open();
  id = bench.add('a');
  await settle();
});
afterEach(() => bench.close());

/** Ends the try that runs, and lets the next one begin if there is one. */
async function endWith(code: Parameters<typeof failure>[0]): Promise<string> {
  await bench.fail(id, failure(code));
  const { kind } = bench.view(id).state;
  await bench.pass(LONGEST_QUICK_PAUSE_MS);
  return kind;
}

describe('a download whose tries all end in one way', () => {
  it('is left to the user after three, and begins to count anew when the user tries again', async () => {
    expect([await endWith('content.empty'), await endWith('content.empty')]).toEqual(['waiting', 'waiting']);
    expect(await endWith('content.empty')).toBe('failed');
    expect(bench.queue.retry(id).ok).toBe(true);
    await settle();
    expect(await endWith('content.empty')).toBe('waiting');
  });

  it('does not count tries that brought bytes', async () => {
    for (let bytes = 1; bytes <= 6; bytes += 1) {
      await bench.accept(id, 10);
      await bench.receive(id, bytes);
      expect(await endWith('http.linkExpired')).toBe('waiting');
    }
  });

  it('does not count tries that ended in another way', async () => {
    for (let round = 0; round < 3; round += 1) {
      expect(await endWith('http.badAnswer')).toBe('waiting');
      expect(await endWith('network.reset')).toBe('waiting');
    }
  });
});
