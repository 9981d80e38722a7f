import { useSyncExternalStore } from 'react';

const MINUTE_MS = 60_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

function wait(): void {
  timer = setTimeout(
    () => {
      wait();
      for (const listener of listeners) listener();
    },
    MINUTE_MS - (Date.now() % MINUTE_MS),
  );
}

/** Calls back as each minute of the clock begins; the answer ends it. However many listen, there is one timer. */
export function onMinute(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) wait();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}

/** When the minute that runs began, in milliseconds since 1970. */
export function startOfMinute(): number {
  return Date.now() - (Date.now() % MINUTE_MS);
}

/** The same; what stands on it is drawn anew as the next minute begins, so that no age on screen stands still. */
export function useMinute(): number {
  return useSyncExternalStore(onMinute, startOfMinute);
}
