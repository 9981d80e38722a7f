import { describe, expect, it } from 'vitest';
import { MemoryBook, MemoryJournal } from '../../support/memory-books';
import { QueueBench } from '../../support/queue-bench';
import { settle } from '../../support/steered-clock';

const TURNS = 60;
/**
 * More than noise, and less than a single look at everybody: already that makes an addition to a queue of
 * 10,000 eight times as dear as one to a queue of 10.
 */
const MOST_GROWTH = 4;

interface Costs {
  add: number;
  move: number;
  finish: number;
}

/** The least that each took, in milliseconds, so that a busy machine does not count. */
async function costsIn(size: number): Promise<Costs> {
  const memory = { journal: new MemoryJournal(), book: new MemoryBook() };
  const bench = await QueueBench.open({ reserveOf: () => 0, hysteresisBytes: 0 }, memory);
  bench.limit(1);
  for (let number = 0; number < size; number += 1) bench.add(`model ${number}`);
  await settle();
  const least: Costs = { add: Infinity, move: Infinity, finish: Infinity };
  const measure = async (name: keyof Costs, work: () => unknown) => {
    const beganAtMs = performance.now();
    await work();
    least[name] = Math.min(least[name], performance.now() - beganAtMs);
  };
  for (let turn = 0; turn < TURNS; turn += 1) {
    let id = bench.add(`warm ${turn}`);
    await measure('add', () => {
      id = bench.add(`late ${turn}`);
    });
    await measure('move', () => bench.queue.move([id], { kind: 'top' }));
    const [running] = [...bench.transfers.runs.keys()];
    if (running === undefined) throw new Error('Nothing runs.');
    await measure('finish', () => bench.finish(running));
  }
  await bench.close();
  return least;
}

describe('a queue of 10,000', () => {
  it('is added to, moved in and worked off at the price of one of 10', async () => {
    await costsIn(10);
    const short = await costsIn(10);
    const long = await costsIn(10_000);
    for (const name of ['add', 'move', 'finish'] as const) {
      expect(long[name] / short[name], `${name}: ${long[name]} ms against ${short[name]} ms`).toBeLessThan(
        MOST_GROWTH,
      );
    }
  });
});
