import { create, type StoreApi, type UseBoundStore } from 'zustand';

/** What is done by then was never worth a line that moves everything else. */
const SHOWN_AFTER_MS = 700;
/** What comes into sight stays for long enough to be seen. */
const SHOWN_FOR_MS = 500;

interface Shown<T> {
  /** Null while nothing is to be said. */
  readonly progress: T | null;
}

export interface ShownInTime<T> {
  readonly useShown: UseBoundStore<StoreApi<Shown<T>>>;
  /** Takes how far something has come, or null when nothing goes on. */
  readonly show: (progress: T | null) => void;
}

/**
 * What is shown of something that may be over in a moment: it comes into sight once it takes its time, and goes no
 * sooner than half a second later.
 *
 * @param isAtOnce what is known to take its time
 * @param ended what is shown of it in that half second: nothing can be called off by then
 */
export function shownInTime<T>(
  isAtOnce: (progress: T) => boolean,
  ended: (progress: T) => T,
): ShownInTime<T> {
  const useShown = create<Shown<T>>(() => ({ progress: null }));
  let latest: T | null = null;
  let shownAtMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const set = (progress: T | null): void => {
    clearTimeout(timer);
    if (useShown.getState().progress === null) shownAtMs = performance.now();
    useShown.setState({ progress });
  };
  const setLater = (delayMs: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => set(latest), delayMs);
  };
  const show = (progress: T | null): void => {
    const hasBegun = latest === null && progress !== null;
    latest = progress;
    const { progress: shown } = useShown.getState();
    if (progress !== null && (shown !== null || isAtOnce(progress))) set(progress);
    else if (hasBegun) setLater(SHOWN_AFTER_MS);
    else if (progress === null && shown === null) clearTimeout(timer);
    else if (progress === null && shown !== null) {
      useShown.setState({ progress: ended(shown) });
      setLater(Math.max(0, shownAtMs + SHOWN_FOR_MS - performance.now()));
    }
  };
  return { useShown, show };
}
