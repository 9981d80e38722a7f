import type { Clock } from '../core/ports';

/** Resolves after the time, or at once when the work is called off. Never rejects. */
export function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const end = () => {
      cancelTimer();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancelTimer = clock.after(delayMs, end);
    signal.addEventListener('abort', end, { once: true });
  });
}

/** What the work leads to; null at once when it is called off, whatever becomes of it. */
export function orCalledOff<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const end = () => resolve(null);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}

/** Waits for work that may never end, in milliseconds at the most. */
export async function atMost(clock: Clock, longestMs: number, work: Promise<unknown>): Promise<void> {
  const ended = new AbortController();
  await Promise.race([work, pause(clock, longestMs, ended.signal)]).finally(() => ended.abort());
}
