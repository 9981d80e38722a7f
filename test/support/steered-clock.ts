import type { Clock } from '../../electron/core/ports';

/** Timers that call each other without a pause would otherwise hang a test instead of failing it. */
const MOST_FIRINGS = 1_000_000;

interface Timer {
  readonly dueMs: number;
  readonly turn: number;
  readonly callback: () => void;
}

/**
 * A clock that stands still until a test moves it.
 *
 * Timers fire in the order in which they are due, those of one moment in the order in which they were set.
 * Between two of them everything that waits for a promise goes on, so a pause set by a timer's consequence
 * is counted from that timer.
 */
export class SteeredClock implements Clock {
  private readonly timers = new Set<Timer>();
  private turn = 0;
  private steady = 0;
  private wallOffsetMs: number;

  /** @param startMs what `nowMs` says in the beginning, in milliseconds since 1970 */
  constructor(startMs = Date.UTC(2030, 0, 1)) {
    this.wallOffsetMs = startMs;
  }

  nowMs(): number {
    return this.wallOffsetMs + this.steady;
  }

  steadyMs(): number {
    return this.steady;
  }

  after(delayMs: number, callback: () => void): () => void {
    this.turn += 1;
    const timer = { dueMs: this.steady + Math.max(0, delayMs), turn: this.turn, callback };
    this.timers.add(timer);
    return () => void this.timers.delete(timer);
  }

  /** Timers that are set and have not fired. */
  pendingTimers(): number {
    return this.timers.size;
  }

  /** In how many milliseconds the next timer is due; null when none is set. */
  untilNextTimerMs(): number | null {
    const next = this.next();
    return next === null ? null : Math.max(0, next.dueMs - this.steady);
  }

  /** Lets time pass and fires what is due, one timer after the other. */
  async advance(ms: number): Promise<void> {
    const endMs = this.steady + ms;
    await settle();
    for (let firings = 0; ; firings += 1) {
      const next = this.next();
      if (next === null || next.dueMs > endMs) break;
      if (firings >= MOST_FIRINGS) throw new Error(`Timers fire for ever at ${this.steady} ms.`);
      this.timers.delete(next);
      this.steady = Math.max(this.steady, next.dueMs);
      next.callback();
      await settle();
    }
    this.steady = Math.max(this.steady, endMs);
  }

  /** Time passes while nothing can run; what became due meanwhile fires, late, with the next `advance`. */
  leap(ms: number): void {
    this.steady += ms;
  }

  /** The wall clock is set, or the machine slept: `nowMs` jumps, no timer fires. */
  jumpWall(ms: number): void {
    this.wallOffsetMs += ms;
  }

  private next(): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.timers) {
      if (first === null || timer.dueMs < first.dueMs) first = timer;
      else if (timer.dueMs === first.dueMs && timer.turn < first.turn) first = timer;
    }
    return first;
  }
}

/** Until every promise that can go on has gone on. Does not wait for disks, sockets or threads. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
