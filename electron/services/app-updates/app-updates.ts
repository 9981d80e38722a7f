import type {
  AppUpdateState,
  AppUpdatesStatus,
  OfferedVersion,
  RenewalWay,
} from '../../../shared/app-updates/app-updates';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { Settings } from '../../../shared/settings/schema';
import { untilNextLookMs } from '../../core/app-updates/due';
import type { AppLookBook, AppUpdateEngine } from '../../core/app-updates/ports';
import type { Chance, Clock } from '../../core/ports';

export interface AppUpdatesNeeds {
  readonly version: string;
  readonly way: RenewalWay;
  /** Made when it is first needed: nothing of it belongs into a start. */
  readonly engine: () => Promise<AppUpdateEngine>;
  readonly book: AppLookBook;
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'fraction'>;
  readonly settings: () => Pick<Settings, 'appUpdates'>;
  /** Whether downloads are held, for which reason ever, or there is no network. */
  readonly isHeld: () => boolean;
  readonly hasReleasePage: boolean;
  readonly publish: (status: AppUpdatesStatus) => void;
  readonly report: (error: unknown) => void;
}

/** Holds come and go without a word to everybody. */
const HOLD_LOOK_MS = 5_000;
const PUBLISH_MS = 500;

/**
 * New versions of Civet itself: looked for once a day, fetched behind everything else under the limit that all
 * downloads share, held when they are held, installed when Civet quits. Nothing is fetched where nothing can be installed.
 */
export class AppUpdates {
  private state: AppUpdateState = { kind: 'none' };
  private lookedAtMs: number | null;
  private failedTries = 0;
  private hasAsked = false;
  private isStopped = false;
  private running: { readonly controller: AbortController; isHeld: boolean } | null = null;
  private readonly timers = new Map<'look' | 'hold' | 'publish', () => void>();

  constructor(private readonly needs: AppUpdatesNeeds) {
    this.lookedAtMs = needs.book.load().lookedAtMs;
  }

  status(): AppUpdatesStatus {
    const { version, way, hasReleasePage } = this.needs;
    return { version, way, state: this.state, lookedAtMs: this.lookedAtMs, hasReleasePage };
  }

  start(): void {
    this.plan();
  }

  stop(): void {
    this.isStopped = true;
    for (const callOff of this.timers.values()) callOff();
    this.timers.clear();
    this.running?.controller.abort();
  }

  /** The machine slept, or the network is back: what was due is due now. */
  onWake(): void {
    if (this.state.kind === 'held') this.resume();
    else if (this.failedTries > 0) this.plan(0);
    else this.plan();
  }

  noteSettings(now: Settings['appUpdates'], before: Settings['appUpdates']): void {
    if (now.isOn === before.isOn && now.channel === before.channel) return;
    // A version of the other channel is not what the user wants any more.
    if (now.channel !== before.channel || !now.isOn) this.putAway();
    this.plan(0);
  }

  /** The user asks, also while nothing is asked by itself. */
  lookNow(): void {
    if (this.needs.way !== 'never') void this.look(true);
  }

  fetchNow(): Result<null, Failure> {
    if (!('offer' in this.state) || this.state.offer === null || this.needs.way !== 'itself')
      return err(failure('input.notPossibleNow'));
    if (this.state.kind !== 'fetching' && this.state.kind !== 'ready')
      void this.fetch(this.state.offer, true);
    return ok(null);
  }

  /** To be called before Civet quits for it. */
  async prepareInstall(): Promise<Result<null, Failure>> {
    if (this.state.kind !== 'ready') return err(failure('input.notPossibleNow'));
    (await this.needs.engine()).startAfterInstall();
    return ok(null);
  }

  private plan(inMs?: number): void {
    this.clear('look');
    if (this.isStopped || this.needs.way === 'never' || !this.needs.settings().appUpdates.isOn) return;
    const { clock, chance, book } = this.needs;
    const facts = {
      lookedAtMs: this.lookedAtMs,
      hasFound: book.load().hasFound,
      failedTries: this.failedTries,
    };
    const pauseMs = inMs ?? untilNextLookMs(facts, !this.hasAsked, clock.nowMs(), chance.fraction());
    this.timers.set(
      'look',
      clock.after(pauseMs, () => void this.look(false)),
    );
  }

  private async look(isByUser: boolean): Promise<void> {
    if (this.isStopped || this.state.kind === 'looking' || this.state.kind === 'fetching') return;
    if (this.state.kind === 'ready' || (!isByUser && this.needs.isHeld())) {
      this.planAgain();
      return;
    }
    this.hasAsked = true;
    this.set({ kind: 'looking' });
    const { channel } = this.needs.settings().appUpdates;
    const found = await this.guarded(async () => await (await this.needs.engine()).look(channel));
    if (this.isStopped) return;
    // Asked of a channel that is not the user's any more.
    if (channel !== this.needs.settings().appUpdates.channel) {
      this.set({ kind: 'none' });
      this.plan(0);
      return;
    }
    if (!found.ok) {
      this.fail(found.error, null);
      return;
    }
    this.failedTries = 0;
    this.lookedAtMs = this.needs.clock.nowMs();
    this.needs.book.save({ lookedAtMs: this.lookedAtMs, hasFound: found.value !== null });
    this.plan();
    if (found.value === null) {
      this.set({ kind: 'none' });
      await (await this.needs.engine()).forget();
      return;
    }
    const mayFetch = this.needs.way === 'itself' && this.needs.settings().appUpdates.isOn;
    if (mayFetch) await this.fetch(found.value, false);
    else this.set({ kind: 'offered', offer: found.value });
  }

  /** A look that was not its turn comes again in a while. */
  private planAgain(): void {
    this.clear('look');
    this.timers.set(
      'look',
      this.needs.clock.after(60 * 60_000, () => void this.look(false)),
    );
  }

  private async fetch(offer: OfferedVersion, isByUser: boolean): Promise<void> {
    if (this.running !== null) return;
    if (!isByUser && this.needs.isHeld()) {
      this.hold(offer);
      return;
    }
    const running = { controller: new AbortController(), isHeld: false };
    this.running = running;
    this.set({ kind: 'fetching', offer, receivedBytes: 0, totalBytes: null });
    if (!isByUser) this.watchHolds();
    const observer = {
      onReceived: (receivedBytes: number, totalBytes: number | null) => {
        this.state = { kind: 'fetching', offer, receivedBytes, totalBytes };
        this.publishSoon();
      },
    };
    const fetched = await this.guarded(
      async () => await (await this.needs.engine()).fetch(observer, running.controller.signal),
    );
    this.running = null;
    this.clear('hold');
    if (this.isStopped) return;
    if (fetched.ok) {
      // The switch may have been turned meanwhile.
      (await this.needs.engine()).setInstallsOnQuit(isByUser || this.needs.settings().appUpdates.isOn);
      this.failedTries = 0;
      this.set({ kind: 'ready', offer });
    } else if (running.isHeld) this.hold(offer);
    else if (running.controller.signal.aborted) this.set({ kind: 'offered', offer });
    else this.fail(fetched.error, offer);
  }

  private hold(offer: OfferedVersion): void {
    this.set({ kind: 'held', offer });
    this.timers.set(
      'hold',
      this.needs.clock.after(HOLD_LOOK_MS, () => this.resume()),
    );
  }

  private resume(): void {
    this.clear('hold');
    if (this.state.kind === 'held') void this.fetch(this.state.offer, false);
  }

  private watchHolds(): void {
    this.timers.set(
      'hold',
      this.needs.clock.after(HOLD_LOOK_MS, () => {
        if (this.running === null) return;
        if (!this.needs.isHeld()) {
          this.watchHolds();
          return;
        }
        this.running.isHeld = true;
        this.running.controller.abort();
      }),
    );
  }

  private fail(cause: Failure, offer: OfferedVersion | null): void {
    this.failedTries += 1;
    this.set({ kind: 'failed', cause, offer });
    this.plan();
  }

  /** Forgets what was found; a package that is ready is not installed. */
  private putAway(): void {
    this.clear('hold');
    this.running?.controller.abort();
    if (this.state.kind === 'ready')
      this.needs
        .engine()
        .then((engine) => engine.setInstallsOnQuit(false))
        .catch((error: unknown) => this.needs.report(error));
    if (this.running === null && this.state.kind !== 'looking') this.set({ kind: 'none' });
  }

  private async guarded<T>(work: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
    try {
      return await work();
    } catch (error) {
      this.needs.report(error);
      return err(failure('app.bug'));
    }
  }

  private set(state: AppUpdateState): void {
    this.state = state;
    this.clear('publish');
    this.needs.publish(this.status());
  }

  private publishSoon(): void {
    if (this.timers.has('publish')) return;
    this.timers.set(
      'publish',
      this.needs.clock.after(PUBLISH_MS, () => {
        this.timers.delete('publish');
        this.needs.publish(this.status());
      }),
    );
  }

  private clear(name: 'look' | 'hold' | 'publish'): void {
    this.timers.get(name)?.();
    this.timers.delete(name);
  }
}
