import { create } from 'zustand';
import type { OperationProgress } from '../../shared/operations/operations';

/** What is done by then was never worth a line that moves everything else. */
const SHOWN_AFTER_MS = 700;
/** What comes into sight stays for long enough to be seen. */
const SHOWN_FOR_MS = 500;

interface ShownProgress {
  /** Null while nothing is to be said. */
  readonly progress: OperationProgress | null;
}

export const useShownProgress = create<ShownProgress>(() => ({ progress: null }));

let latest: OperationProgress | null = null;
let shownAtMs = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Takes how far a change has come, or null when there is none. One that copies is shown at once, any other once it
 * takes its time; what is shown goes no sooner than half a second later, and cannot be called off by then.
 */
export function showProgress(progress: OperationProgress | null): void {
  const hasBegun = latest === null && progress !== null;
  latest = progress;
  const { progress: shown } = useShownProgress.getState();
  if (progress !== null && (shown !== null || progress.copy !== null)) show(progress);
  else if (hasBegun) showLater(SHOWN_AFTER_MS);
  else if (progress === null && shown === null) clearTimeout(timer);
  else if (progress === null && shown !== null) {
    useShownProgress.setState({ progress: { ...shown, canCallOff: false } });
    showLater(Math.max(0, shownAtMs + SHOWN_FOR_MS - performance.now()));
  }
}

function showLater(delayMs: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => show(latest), delayMs);
}

function show(progress: OperationProgress | null): void {
  clearTimeout(timer);
  if (useShownProgress.getState().progress === null) shownAtMs = performance.now();
  useShownProgress.setState({ progress });
}
