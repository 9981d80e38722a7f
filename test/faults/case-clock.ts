import type { Clock } from '../../electron/core/ports';
import { SteeredClock } from '../support/steered-clock';

/** The queue tells its progress four times a second; such a timer says nothing about what comes next. */
const PROGRESS_MS = 250;

interface Pending {
  readonly dueMs: number;
  readonly isProgress: boolean;
  readonly owner: 'engine' | 'server';
}

/**
 * One steered clock for the engine and for the servers of a case, which knows whose timer is whose: when
 * the engine has been stopped, it must have left none behind.
 */
export class CaseClock {
  private readonly steered = new SteeredClock();
  private readonly pending = new Set<Pending>();
  private wallJumpMs = 0;
  readonly engine: Clock = this.viewOf('engine');
  readonly server: Clock = this.viewOf('server');

  nowMs(): number {
    return this.steered.nowMs();
  }

  steadyMs(): number {
    return this.steered.steadyMs();
  }

  /** The engine's own clock on the wall is set; those of the servers are not. */
  jumpWall(ms: number): void {
    this.wallJumpMs += ms;
  }

  /** The machine sleeps: time passes, and nothing can happen in it. */
  leap(ms: number): void {
    this.steered.leap(ms);
  }

  advance(ms: number): Promise<void> {
    return this.steered.advance(ms);
  }

  /** Timers that the engine has set and that have not fired. */
  get engineTimers(): number {
    return [...this.pending].filter(({ owner }) => owner === 'engine').length;
  }

  /**
   * Lets the next timer fire that may change something, and those of the progress on the way to it.
   *
   * @param mostMs how far the clock may go at the most
   * @returns false when there is none so near; then no time has passed
   */
  async fireNext(mostMs: number): Promise<boolean> {
    const due = [...this.pending].filter(({ isProgress }) => !isProgress).map(({ dueMs }) => dueMs);
    const inMs = Math.min(...due) - this.steered.steadyMs();
    if (due.length === 0 || inMs > mostMs) return false;
    await this.steered.advance(Math.max(0, inMs));
    return true;
  }

  private viewOf(owner: Pending['owner']): Clock {
    return {
      // The system's clock tells whole milliseconds.
      nowMs: () => Math.floor(this.steered.nowMs() + (owner === 'engine' ? this.wallJumpMs : 0)),
      steadyMs: () => this.steered.steadyMs(),
      after: (delayMs, callback) => {
        const entry: Pending = {
          dueMs: this.steered.steadyMs() + Math.max(0, delayMs),
          isProgress: owner === 'engine' && delayMs === PROGRESS_MS,
          owner,
        };
        this.pending.add(entry);
        const callOff = this.steered.after(delayMs, () => {
          this.pending.delete(entry);
          callback();
        });
        return () => {
          this.pending.delete(entry);
          callOff();
        };
      },
    };
  }
}
