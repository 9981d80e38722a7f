import type { Clock } from '../../core/ports';

const TICK_MS = 5_000;
/** A busy machine is late by a second or two, not by ten. */
const LATE_MS = 10_000;

/**
 * Notices a sleep that the system did not announce: a tick of the steady clock comes far too late. Where
 * that clock stands still during sleep, only the system's own word tells.
 */
export class SleepWatch {
  private callOff: (() => void) | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly onWake: () => void,
  ) {}

  start(): void {
    const dueMs = this.clock.steadyMs() + TICK_MS;
    this.callOff = this.clock.after(TICK_MS, () => {
      if (this.clock.steadyMs() - dueMs > LATE_MS) this.onWake();
      this.start();
    });
  }

  stop(): void {
    this.callOff?.();
    this.callOff = null;
  }
}
