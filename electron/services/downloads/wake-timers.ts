import type { DownloadId } from '../../../shared/ids';
import type { Clock, DownloadRecord } from '../../core/ports';

/** How long another program may hold a proven file before its name is tried again. */
const BLOCKED_PAUSE_MS = 60_000;

/** Our own pauses end at an hour; what a server asks for gets up to half on top. */
const LONGEST_OWN_WAIT_MS = 3_600_000;
const LARGEST_SPREAD = 1.5;

/** At most one timer a download: for its next try, or for the next attempt at its name. */
export class WakeTimers {
  private readonly timers = new Map<DownloadId, () => void>();

  constructor(
    private readonly clock: Clock,
    private readonly wake: (id: DownloadId) => void,
  ) {}

  /** Sets, moves or calls off the timer that this record needs now. */
  follow({ id, state }: DownloadRecord): void {
    this.callOff(id);
    const delayMs = this.delayOf(state);
    if (delayMs === null) return;
    const cancel = this.clock.after(delayMs, () => {
      this.timers.delete(id);
      this.wake(id);
    });
    this.timers.set(id, cancel);
  }

  /** After a sleep, through which the timers may have stood still: by the clock on the wall. */
  followAll(records: readonly DownloadRecord[]): void {
    for (const record of records) this.follow(record);
  }

  callOff(id: DownloadId): void {
    this.timers.get(id)?.();
    this.timers.delete(id);
  }

  stop(): void {
    for (const id of [...this.timers.keys()]) this.callOff(id);
  }

  private delayOf(state: DownloadRecord['state']): number | null {
    if (state.kind === 'finalizing') return state.isBlocked === true ? BLOCKED_PAUSE_MS : null;
    if (state.kind !== 'waiting' || state.untilMs === null) return null;
    // A clock that was set back meanwhile must not make the wait longer than any wait is.
    const { retryAfterMs } = state.cause;
    const longestMs = Math.max(LONGEST_OWN_WAIT_MS, (retryAfterMs ?? 0) * LARGEST_SPREAD);
    return Math.min(Math.max(0, state.untilMs - this.clock.nowMs()), longestMs);
  }
}
