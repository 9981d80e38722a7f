import type { Clock } from '../../electron/core/ports';
import type { SteeredClock } from '../support/steered-clock';

/** What the engine may do to disk and books, by the name under which a trap can find it. */
export type CallName =
  | 'ensureFolder'
  | 'open'
  | 'length'
  | 'write'
  | 'read'
  | 'sync'
  | 'truncate'
  | 'close'
  | 'inspect'
  | 'link'
  | 'unlink'
  | 'syncFolder'
  | 'journal'
  | 'claims';

export type Errno = 'ENOSPC' | 'EDQUOT' | 'EIO' | 'EACCES' | 'EROFS' | 'ENOENT' | 'EBUSY' | 'EMFILE';

/** Without a moment's pause nothing needs more. */
const MOST_CALLS_AT_ONCE = 20_000;

export type Trap = { readonly fails: Errno } | { readonly dies: 'before' | 'after' };

/**
 * One life of the program, from its start to its quit or crash. Everything the engine gets from the world
 * passes through here, so that a dead engine can neither do nor learn anything any more.
 */
export class Life {
  private over = false;
  private calls = 0;
  private readonly timers = new Set<() => void>();
  private readonly callNames: CallName[] = [];
  private busySinceMs = 0;
  private busyCalls = 0;

  constructor(
    private readonly steered: SteeredClock,
    /** Asked at each call, which counts from 0; what it answers happens. */
    private readonly trapAt: (call: CallName, number: number) => Trap | null,
  ) {}

  get isOver(): boolean {
    return this.over;
  }

  /** Names of the calls so far, in order. */
  get callsMade(): readonly CallName[] {
    return this.callNames;
  }

  readonly clock: Clock = {
    nowMs: () => this.steered.nowMs(),
    steadyMs: () => this.steered.steadyMs(),
    after: (delayMs, callback) => {
      if (this.over) return () => undefined;
      const forget = this.steered.after(delayMs, () => {
        this.timers.delete(forget);
        callback();
      });
      this.timers.add(forget);
      return () => {
        this.timers.delete(forget);
        forget();
      };
    },
  };

  /** Timers that the program has set and that have not fired. */
  get pendingTimers(): number {
    return this.timers.size;
  }

  /** Kills the program: no timer fires, no call answers. */
  end(): void {
    this.over = true;
    for (const forget of [...this.timers]) forget();
    this.timers.clear();
  }

  /** Counts a call and says what is to become of it. A dead program's call has no effect. */
  trap(call: CallName): Trap | null | 'dead' {
    if (this.over) return 'dead';
    const number = this.calls;
    this.calls += 1;
    this.callNames.push(call);
    const trap = this.trapAt(call, number);
    if (trap === null || 'fails' in trap || trap.dies === 'after') return trap;
    this.end();
    return 'dead';
  }

  /**
   * A program that asks and asks while no time passes would hang the test. It is stopped, and the reason is
   * kept for whoever looks next.
   */
  whyHot: string | null = null;

  private countBusy(): void {
    const nowMs = this.steered.steadyMs();
    if (nowMs !== this.busySinceMs) this.busyCalls = 0;
    this.busySinceMs = nowMs;
    this.busyCalls += 1;
    if (this.busyCalls < MOST_CALLS_AT_ONCE) return;
    this.whyHot = `The program turns in a circle: ${this.callNames.slice(-8).join(', ')}`;
    this.end();
  }

  /** Answers once the time has passed, and never when the program ended before. */
  pass(ms: number): Promise<void> {
    this.countBusy();
    if (this.over) return never();
    if (ms <= 0) return Promise.resolve().then(() => this.survive());
    // The world's own waiting, not a timer of the program.
    return new Promise<void>((resolve) => {
      this.steered.after(ms, () => {
        if (!this.over) resolve();
      });
    });
  }

  /** Goes on only in a living program. */
  survive(): Promise<void> {
    return this.over ? never() : Promise.resolve();
  }
}

export function never(): Promise<never> {
  return new Promise(() => undefined);
}
