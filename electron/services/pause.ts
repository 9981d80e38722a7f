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
