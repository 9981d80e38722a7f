/** So long after its start the page waits for nothing more of its own. */
const QUIET_MS = 1_500;

/** Calls once the page has been drawn and what it asked for at its start had time to come: it is in nobody's way then. */
export function afterFirstPaint(callback: () => void): void {
  requestAnimationFrame(() => setTimeout(() => requestIdleCallback(callback), QUIET_MS));
}
