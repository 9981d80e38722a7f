import { type Failure, failure } from '../../../shared/failure';
import { restMs } from '../../core/following/after-look';
import { chooseLook, type NextLook, untilNextLookMs } from '../../core/following/due';
import type { FollowRecord } from '../../core/following/follow';
import type { FollowingStore, KeptLook } from '../../core/following/ports';
import type { Clock } from '../../core/ports';
import { pause } from '../pause';
import { Looks, type LooksNeeds } from './looks';

export interface LookRoundsNeeds extends Omit<LooksNeeds, 'store' | 'clock'> {
  readonly clock: Clock;
  readonly store: Pick<FollowingStore, 'known' | 'foundVersions' | 'keepLooks'>;
  readonly follows: () => readonly FollowRecord[];
  /** Nothing is asked by itself: offline, a metered line, a quiet hour, sleep. */
  readonly isHeld: () => boolean;
  readonly onKept: (looks: readonly KeptLook[]) => void;
  /** Something of what is asked, or of how it went, is different now. */
  readonly onChanged: () => void;
  readonly onBug: (error: unknown) => void;
}

/** Between two questions that nobody asked for: many things that are followed are looked at in some minutes. */
const STEP_MS = 4_000;
const STEP_SPREAD_MS = 4_000;
/** While something is due and held, and in any case: a wall clock that is set is noticed by then. */
const LONGEST_SLEEP_MS = 60_000;

/**
 * Looks at what is followed, one question after the other: by itself what is due, at once what the user asks
 * for. When the service is in trouble it is left alone for a while.
 */
export class LookRounds {
  private readonly looks: Looks;
  /** Keys that the user asked for and that were not looked at since. */
  private readonly wanted = new Set<string>();
  private running: Promise<void> | null = null;
  private readonly stopped = new AbortController();
  private skipStep = new AbortController();
  private callOff: (() => void) | null = null;
  private troubles = 0;
  /** Steady; nothing is asked by itself before. */
  private restUntilMs = Number.NEGATIVE_INFINITY;
  private lastTrouble: Failure | null = null;
  private now: NextLook<FollowRecord> | null = null;

  constructor(private readonly needs: LookRoundsNeeds) {
    this.looks = new Looks(needs);
  }

  get isLooking(): boolean {
    return this.now !== null || this.wanted.size > 0;
  }

  get trouble(): Failure | null {
    return this.lastTrouble;
  }

  isWaitedFor(key: string): boolean {
    return this.wanted.has(key) || (this.now !== null && keysOf(this.now).includes(key));
  }

  /** The user wants to know now. */
  want(keys: readonly string[]): void {
    for (const key of keys) this.wanted.add(key);
    this.skipStep.abort();
    this.needs.onChanged();
    this.look();
  }

  /** Things may go better than a moment ago. */
  lookAgain(): void {
    this.restUntilMs = Number.NEGATIVE_INFINITY;
    this.look();
  }

  /** Goes on with whatever is due, and sees to it that what is due later is looked at then. */
  look(): void {
    if (this.stopped.signal.aborted) return;
    this.running ??= this.run()
      .catch((bug: unknown) => {
        this.now = null;
        this.rest(failure('app.bug'));
        this.needs.onBug(bug);
      })
      .finally(() => {
        this.running = null;
        this.sleep();
      });
  }

  stop(): void {
    this.stopped.abort();
    this.skipStep.abort();
    this.callOff?.();
  }

  private async run(): Promise<void> {
    this.callOff?.();
    this.callOff = null;
    for (;;) {
      const next = this.choose();
      if (next === null) break;
      const isWanted = keysOf(next).some((key) => this.wanted.has(key));
      await this.lookAt(next, isWanted);
      if (this.stopped.signal.aborted) return;
      if (this.wanted.size === 0 && this.choose() !== null) await this.step();
    }
  }

  private choose(): NextLook<FollowRecord> | null {
    if (this.stopped.signal.aborted) return null;
    const follows = this.needs.follows();
    for (const key of this.wanted) if (!follows.some((follow) => follow.key === key)) this.wanted.delete(key);
    return chooseLook(follows, this.needs.clock.nowMs(), this.wanted, this.isQuiet());
  }

  private isQuiet(): boolean {
    return this.needs.isHeld() || this.needs.clock.steadyMs() < this.restUntilMs;
  }

  private async lookAt(next: NextLook<FollowRecord>, isWanted: boolean): Promise<void> {
    this.now = next;
    this.needs.onChanged();
    const { looks, trouble } = await this.looks.at(next, isWanted);
    this.now = null;
    if (this.stopped.signal.aborted) return;
    for (const key of keysOf(next)) this.wanted.delete(key);
    this.noteTrouble(trouble);
    this.keep(looks);
    this.needs.onChanged();
  }

  /** What was let go of, or taken up anew, while it was being looked at is not touched. */
  private keep(looks: readonly KeptLook[]): void {
    const present = new Map(this.needs.follows().map((follow) => [follow.key, follow]));
    const valid = looks.filter(({ follow }) => present.get(follow.key)?.followedAtMs === follow.followedAtMs);
    const kept = this.needs.store.keepLooks(valid);
    if (kept.ok) this.needs.onKept(valid);
    else this.rest(kept.error);
  }

  private noteTrouble(trouble: Failure | null): void {
    if (trouble !== null) {
      this.rest(trouble);
      return;
    }
    this.troubles = 0;
    this.lastTrouble = null;
    this.restUntilMs = Number.NEGATIVE_INFINITY;
  }

  private rest(trouble: Failure): void {
    this.wanted.clear();
    this.troubles += 1;
    this.lastTrouble = trouble;
    this.restUntilMs = this.needs.clock.steadyMs() + restMs(this.troubles, trouble);
  }

  private async step(): Promise<void> {
    this.skipStep = new AbortController();
    const { clock, chance } = this.needs;
    await pause(clock, STEP_MS + chance.fraction() * STEP_SPREAD_MS, this.skipStep.signal);
  }

  private sleep(): void {
    this.callOff?.();
    this.callOff = null;
    if (this.stopped.signal.aborted) return;
    if (this.choose() !== null) {
      this.look();
      return;
    }
    const untilMs = untilNextLookMs(this.needs.follows(), this.needs.clock.nowMs());
    if (untilMs === null) return;
    this.callOff = this.needs.clock.after(
      untilMs === 0 ? LONGEST_SLEEP_MS : Math.min(untilMs, LONGEST_SLEEP_MS),
      () => this.look(),
    );
  }
}

function keysOf(next: NextLook<FollowRecord>): readonly string[] {
  return next.kind === 'creator' ? [next.follow.key] : next.follows.map(({ key }) => key);
}
