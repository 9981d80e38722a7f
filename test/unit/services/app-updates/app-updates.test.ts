import { beforeEach, describe, expect, it } from 'vitest';
import type {
  AppLookNotes,
  AppUpdateEngine,
  FetchObserver,
} from '../../../../electron/core/app-updates/ports';
import { AppUpdates } from '../../../../electron/services/app-updates/app-updates';
import type { OfferedVersion, RenewalWay } from '../../../../shared/app-updates/app-updates';
import { type Failure, failure } from '../../../../shared/failure';
import { err, ok, type Result } from '../../../../shared/result';
import { SteeredClock } from '../../../support/steered-clock';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const OFFER: OfferedVersion = { version: '1.1.0', releasedAtMs: null, notes: 'New.' };

class FakeEngine implements AppUpdateEngine {
  readonly looks: string[] = [];
  offer: Result<OfferedVersion | null, Failure> = ok(OFFER);
  installsOnQuit = true;
  startsAgain = false;
  forgotten = 0;
  fetches: { readonly observer: FetchObserver; readonly end: (result: Result<null, Failure>) => void }[] = [];

  async look(channel: string): Promise<Result<OfferedVersion | null, Failure>> {
    this.looks.push(channel);
    return this.offer;
  }
  fetch(observer: FetchObserver, signal: AbortSignal): Promise<Result<null, Failure>> {
    return new Promise((end) => {
      this.fetches.push({ observer, end });
      signal.addEventListener('abort', () => end(err(failure('input.cancelled'))));
    });
  }
  setInstallsOnQuit(isOn: boolean): void {
    this.installsOnQuit = isOn;
  }
  startAfterInstall(): void {
    this.startsAgain = true;
  }
  async forget(): Promise<void> {
    this.forgotten += 1;
  }
}

let clock: SteeredClock;
let engine: FakeEngine;
let wishes: { isOn: boolean; channel: 'stable' | 'beta' };
let notes: AppLookNotes;
let isHeld: boolean;

beforeEach(() => {
  clock = new SteeredClock();
  engine = new FakeEngine();
  wishes = { isOn: true, channel: 'stable' };
  notes = { lookedAtMs: null, hasFound: false };
  isHeld = false;
});

function make(way: RenewalWay = 'itself'): AppUpdates {
  const updates = new AppUpdates({
    version: '1.0.0',
    way,
    engine: async () => engine,
    book: {
      load: () => notes,
      save: (saved) => {
        notes = saved;
      },
    },
    clock,
    chance: { fraction: () => 0 },
    settings: () => ({ appUpdates: wishes }),
    isHeld: () => isHeld,
    hasReleasePage: true,
    publish: () => undefined,
    report: (error) => {
      throw error;
    },
  });
  updates.start();
  return updates;
}

describe('AppUpdates', () => {
  it('looks once Civet has started, fetches by itself and is ready', async () => {
    const updates = make();
    await clock.advance(MINUTE);
    expect(engine.looks).toEqual([]);
    await clock.advance(MINUTE);
    expect(updates.status().state).toMatchObject({ kind: 'fetching', offer: OFFER });
    engine.fetches[0]?.observer.onReceived(5, 10);
    expect(updates.status().state).toMatchObject({ receivedBytes: 5, totalBytes: 10 });
    engine.fetches[0]?.end(ok(null));
    await clock.advance(0);
    expect(updates.status().state).toEqual({ kind: 'ready', offer: OFFER });
    expect(engine.installsOnQuit).toBe(true);
  });

  it('looks once a day, and removes what is not wanted any more where nothing is newer', async () => {
    engine.offer = ok(null);
    make();
    await clock.advance(3 * DAY);
    expect(engine.looks).toHaveLength(3);
    expect(engine.forgotten).toBe(3);
  });

  it('asks nothing by itself while it is switched off, or where it was made without a feed', async () => {
    wishes = { isOn: false, channel: 'stable' };
    const updates = make();
    make('never').lookNow();
    await clock.advance(3 * DAY);
    expect(engine.looks).toEqual([]);
    updates.lookNow();
    await clock.advance(0);
    expect(updates.status().state.kind).toBe('offered');
    expect(updates.fetchNow().ok).toBe(true);
    await clock.advance(0);
    engine.fetches[0]?.end(ok(null));
    await clock.advance(0);
    // Who asks for it by hand wants it installed.
    expect(engine.installsOnQuit).toBe(true);
  });

  it('only tells where something else installs', async () => {
    const updates = make('byHand');
    await clock.advance(2 * MINUTE);
    expect(updates.status().state).toEqual({ kind: 'offered', offer: OFFER });
    expect(updates.fetchNow().ok).toBe(false);
    expect(engine.fetches).toEqual([]);
  });

  it('lets go while downloads are held, and goes on when they do', async () => {
    const updates = make();
    await clock.advance(2 * MINUTE);
    isHeld = true;
    await clock.advance(10_000);
    expect(updates.status().state.kind).toBe('held');
    expect(engine.fetches).toHaveLength(1);
    isHeld = false;
    await clock.advance(10_000);
    expect(updates.status().state.kind).toBe('fetching');
    expect(engine.fetches).toHaveLength(2);
  });

  it('does not even look while downloads are held, unless the user wants it', async () => {
    isHeld = true;
    const updates = make();
    await clock.advance(2 * MINUTE);
    expect(engine.looks).toEqual([]);
    updates.lookNow();
    await clock.advance(0);
    expect(engine.looks).toEqual(['stable']);
  });

  it('says what failed and tries again, later each time', async () => {
    engine.offer = err(failure('appUpdate.feedMissing'));
    const updates = make();
    await clock.advance(2 * MINUTE);
    expect(updates.status().state).toMatchObject({
      kind: 'failed',
      cause: { code: 'appUpdate.feedMissing' },
    });
    await clock.advance(15 * MINUTE);
    expect(engine.looks).toHaveLength(2);
    await clock.advance(15 * MINUTE);
    expect(engine.looks).toHaveLength(2);
    await clock.advance(15 * MINUTE);
    expect(engine.looks).toHaveLength(3);
  });

  it('installs nothing that was ready before it was switched off', async () => {
    const updates = make();
    await clock.advance(2 * MINUTE);
    engine.fetches[0]?.end(ok(null));
    await clock.advance(0);
    const before = wishes;
    wishes = { isOn: false, channel: 'stable' };
    updates.noteSettings(wishes, before);
    await clock.advance(0);
    expect(engine.installsOnQuit).toBe(false);
    expect(updates.status().state).toEqual({ kind: 'none' });
  });

  it('looks at once on another channel', async () => {
    const updates = make();
    const before = wishes;
    wishes = { isOn: true, channel: 'beta' };
    updates.noteSettings(wishes, before);
    await clock.advance(0);
    expect(engine.looks).toEqual(['beta']);
  });

  it('is installed on the spot only when it is ready', async () => {
    const updates = make();
    expect((await updates.prepareInstall()).ok).toBe(false);
    await clock.advance(2 * MINUTE);
    engine.fetches[0]?.end(ok(null));
    await clock.advance(0);
    expect((await updates.prepareInstall()).ok).toBe(true);
    expect(engine.startsAgain).toBe(true);
  });

  it('asks nobody after it was stopped', async () => {
    const updates = make();
    updates.stop();
    await clock.advance(DAY);
    expect(engine.looks).toEqual([]);
    expect(clock.pendingTimers()).toBe(0);
  });
});
