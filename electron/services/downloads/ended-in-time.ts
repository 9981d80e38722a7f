import type { Clock } from '../../core/ports';

/** Waits for all of them, `limitMs` at the most: one that hangs must not keep Civet from quitting. */
export async function endedInTime(
  clock: Clock,
  running: readonly Promise<unknown>[],
  limitMs: number,
): Promise<void> {
  let callOff = () => {};
  const late = new Promise<void>((resolve) => {
    callOff = clock.after(limitMs, resolve);
  });
  await Promise.race([Promise.all(running), late]);
  callOff();
}
