import { describe, expect, it } from 'vitest';
import { whileBusy } from '../../../electron/adapters/patience';

/** Work that finds its file held so many times, and the pauses in between. */
function held(times: number) {
  const pausesMs: number[] = [];
  const patience = {
    isBusy: (error: unknown) => error instanceof Error && error.message === 'held',
    pause: (delayMs: number) => {
      pausesMs.push(delayMs);
      return Promise.resolve();
    },
  };
  let tries = 0;
  const work = () => {
    tries += 1;
    return tries > times ? Promise.resolve('done') : Promise.reject(new Error('held'));
  };
  return { patience, work, pausesMs, tries: () => tries };
}

describe('whileBusy', () => {
  it('tries again with growing pauses, none longer than a second', async () => {
    const { patience, work, pausesMs } = held(12);
    expect(await whileBusy(patience, work)).toBe('done');
    expect(pausesMs.slice(0, 4)).toEqual([50, 75, 112.5, 168.75]);
    expect(Math.max(...pausesMs)).toBe(1_000);
  });

  it('gives up after a minute, with what the system said', async () => {
    const { patience, work, pausesMs } = held(Infinity);
    await expect(whileBusy(patience, work)).rejects.toThrow('held');
    expect(pausesMs.reduce((sum, pauseMs) => sum + pauseMs, 0)).toBe(60_000);
  });

  it('does not wait for anything else', async () => {
    const { patience, pausesMs } = held(0);
    await expect(whileBusy(patience, () => Promise.reject(new Error('full')))).rejects.toThrow('full');
    expect(pausesMs).toEqual([]);
  });
});
