import { type Failure, failure } from '../../../shared/failure';
import type { Clock } from '../ports';
import { afterStart, afterSuccess, afterTrouble, atOnce, FULL_PACE, type Pace, startsAt } from './pace';
import type { Urgency } from './ports';

/** A longer wait is told to the asker instead of being sat out in silence. */
export const LONGEST_WAIT_MS = 10_000;

interface Waiter {
  readonly urgency: Urgency;
  readonly settle: (failure: Failure | null) => void;
}

/**
 * The line in front of one host: only so many at once, not faster than the host bears, and whatever is in
 * front of the user before what may be looked at next. Among equals the first comes first.
 */
export class PacedLine {
  private pace: Pace = FULL_PACE;
  private running = 0;
  private readonly waiters: Waiter[] = [];
  private cancelTimer: (() => void) | null = null;

  constructor(
    private readonly clock: Pick<Clock, 'steadyMs' | 'after'>,
    private readonly mostAtOnce: number,
  ) {}

  /**
   * Waits for a place; whoever got one gives it back with `leave`.
   *
   * @returns null once there is a place; `http.rateLimited` with the time that is left when the host wants to
   *   be left alone for more than ten seconds, `input.cancelled` after an abort
   */
  enter(urgency: Urgency, signal?: AbortSignal): Promise<Failure | null> {
    if (signal?.aborted) return Promise.resolve(failure('input.cancelled'));
    return new Promise((resolve) => {
      const giveUp = () => {
        const at = this.waiters.indexOf(waiter);
        if (at >= 0) this.waiters.splice(at, 1);
        resolve(failure('input.cancelled'));
      };
      const waiter: Waiter = {
        urgency,
        settle: (refusal) => {
          signal?.removeEventListener('abort', giveUp);
          resolve(refusal);
        },
      };
      this.waiters.push(waiter);
      signal?.addEventListener('abort', giveUp, { once: true });
      this.look();
    });
  }

  /** The host answered as it should; with whatever it answered. */
  leaveWell(): void {
    this.pace = afterSuccess(this.pace);
    this.leave();
  }

  /** It said "too many", or was in trouble itself. @param askedAtMs steady, when the question began */
  leaveInTrouble(askedAtMs: number, retryAfterMs: number | null): void {
    this.pace = afterTrouble(this.pace, this.clock.steadyMs(), askedAtMs, retryAfterMs);
    this.leave();
  }

  /** Nothing was learnt of the host. */
  leave(): void {
    this.running -= 1;
    this.look();
  }

  /** Lets in whoever may go, sends away whom the host would keep waiting for too long. */
  private look(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
    const nowMs = this.clock.steadyMs();
    const closedMs = this.pace.closedUntilMs - nowMs;
    if (closedMs > LONGEST_WAIT_MS) {
      for (const waiter of this.waiters.splice(0))
        waiter.settle(failure('http.rateLimited', {}, Math.ceil(closedMs)));
      return;
    }
    while (this.waiters.length > 0 && this.running < atOnce(this.pace, this.mostAtOnce)) {
      const waitMs = startsAt(this.pace) - nowMs;
      if (waitMs > 0) {
        this.cancelTimer = this.clock.after(waitMs, () => this.look());
        return;
      }
      this.running += 1;
      this.pace = afterStart(this.pace, nowMs);
      this.takeNext()?.settle(null);
    }
  }

  private takeNext(): Waiter | undefined {
    const front = this.waiters.findIndex(({ urgency }) => urgency === 'front');
    return this.waiters.splice(Math.max(0, front), 1)[0];
  }
}
