import type { DownloadState, DownloadStateKind } from '../../shared/download/state';
import type { DownloadId } from '../../shared/ids';
import type { World } from './world';

/** Real milliseconds without any activity after which the clock may go on. */
const QUIET_MS = 12;
/** Real milliseconds after which a request that reached no server is waiting for something else. */
const LOST_MS = 1_500;
/** By the case's clock: what has not ended by then never does. */
const LONGEST_MS = 4 * 3_600_000;
/** Two looks further apart than this, in real milliseconds, say that the machine stood still, not that it was quiet. */
const STALL_MS = 60;
/** Real milliseconds for what only real time helps, after the clock of the case may go no further. */
const IDLE_PATIENCE_MS = 60_000;
/** The same where nothing may come at all, because time is what passes. */
const PASSING_PATIENCE_MS = 3_000;
/** Real milliseconds. A scenario that takes longer hangs. */
const PATIENCE_MS = 120_000;
const SLOW_PATIENCE_MS = 240_000;

const ENDED: readonly DownloadStateKind[] = ['completed', 'failed', 'paused', 'cancelled'];

/** Lets a world run: as long as something happens by itself, and then as far as the next timer. */
export class Drive {
  private lookedMs = performance.now();
  private resumedMs = this.lookedMs;

  constructor(private readonly world: World) {}

  /** Until no download can go on without somebody doing something, or four hours have passed. */
  async settle(): Promise<void> {
    await this.goOn(() => {
      const { downloads } = this.world.engine.queue.snapshot();
      return downloads.every(({ state }) => ENDED.includes(state.kind));
    }, LONGEST_MS);
  }

  /** Until this is true, while the clock jumps from timer to timer as soon as nothing else happens. */
  async until(what: string, isTrue: () => boolean, mostMs = LONGEST_MS): Promise<void> {
    if (!(await this.goOn(isTrue, mostMs))) throw new Error(`It never came to be that ${what}.`);
  }

  /** The same while the clock stands still. */
  async untilSoon(what: string, isTrue: () => boolean): Promise<void> {
    if (!(await this.goOn(isTrue, 0))) throw new Error(`It did not come to be at once that ${what}.`);
  }

  /** The same, for a time limit of the network itself, which no clock of ours drives. */
  async untilInRealTime(what: string, isTrue: () => boolean, mostMs: number): Promise<void> {
    const startMs = performance.now();
    while (!isTrue()) {
      if (performance.now() - startMs > mostMs) throw new Error(`It never came to be that ${what}.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async reaches(kind: DownloadStateKind, id: DownloadId = this.world.id): Promise<DownloadState> {
    await this.until(`the download is ${kind}, not ${this.world.view(id).state.kind}`, () => {
      return this.world.view(id).state.kind === kind;
    });
    return this.world.view(id).state;
  }

  /** Lets this much time pass, and everything happen that comes of it. */
  async pass(ms: number): Promise<void> {
    const endMs = this.world.clock.steadyMs() + ms;
    await this.goOn(() => this.world.clock.steadyMs() >= endMs, ms, PASSING_PATIENCE_MS);
    const restMs = endMs - this.world.clock.steadyMs();
    if (restMs > 0) await this.world.clock.advance(restMs);
    await this.quiet();
  }

  /** Until nothing happens any more by itself; the clock stands still. */
  async quiet(): Promise<void> {
    const sinceMs = performance.now();
    while (!this.isQuiet()) {
      if (performance.now() - sinceMs > this.patienceMs) throw new Error('It never became quiet.');
      await turn();
    }
  }

  /** Waits for work of the engine that may need time to pass. */
  async whileTimePasses<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const watched = work.finally(() => {
      isDone = true;
    });
    watched.catch(() => undefined);
    await this.goOn(() => isDone, LONGEST_MS);
    return watched;
  }

  /** @returns false when it did not come true in this much time of the case's clock */
  private async goOn(
    isTrue: () => boolean,
    mostMs: number,
    idlePatienceMs = IDLE_PATIENCE_MS,
  ): Promise<boolean> {
    const startMs = performance.now();
    const endMs = this.world.clock.steadyMs() + mostMs;
    let idleSinceMs: number | null = null;
    while (!isTrue()) {
      if (performance.now() - startMs > this.patienceMs) {
        throw new Error(`Nothing came of it in ${this.patienceMs / 1000} s of real time.`);
      }
      await turn();
      if (!this.isQuiet()) {
        idleSinceMs = null;
        continue;
      }
      // It may have come true in this very turn, and the next timer would end it.
      if (isTrue()) return true;
      const leftMs = endMs - this.world.clock.steadyMs();
      if (await this.world.clock.fireNext(leftMs)) {
        idleSinceMs = null;
        continue;
      }
      // Hashing in another thread, or a time limit of the network itself: only real time helps.
      idleSinceMs ??= performance.now();
      if (performance.now() - Math.max(idleSinceMs, this.resumedMs) > idlePatienceMs) return isTrue();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return true;
  }

  private get patienceMs(): number {
    return this.world.scenario.isSlow === true ? SLOW_PATIENCE_MS : PATIENCE_MS;
  }

  private isQuiet(): boolean {
    const { origins, parts, transports } = this.world;
    const nowMs = performance.now();
    if (nowMs - this.lookedMs > STALL_MS) this.resumedMs = nowMs;
    this.lookedMs = nowMs;
    const quietMs = nowMs - Math.max(origins.lastActivityMs, parts.lastActivityMs, this.resumedMs);
    if (!origins.isQuiet || parts.underWay > 0 || quietMs < QUIET_MS) return false;
    // A request that no server has seen is on its way, unless it has been for long.
    return transports.unanswered <= origins.unansweredRequests || quietMs > LOST_MS;
  }
}

/** One turn of the event loop, and a little rest for whoever else needs the processor. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
