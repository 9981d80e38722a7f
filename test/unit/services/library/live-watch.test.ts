import { describe, expect, it } from 'vitest';
import type { FolderChange, FolderWatch, FolderWatchListener } from '../../../../electron/core/library/ports';
import { LiveWatch } from '../../../../electron/services/library/live-watch';
import { PendingLooks } from '../../../../electron/services/library/pending-looks';
import { failure } from '../../../../shared/failure';
import { SteeredClock, settle } from '../../../support/steered-clock';

const FOLDERS = ['/models', '/models/linked'];
const OFF = { kind: 'off', cause: null, isTriedAgain: false };
const STOPPED = { kind: 'off', cause: failure('app.watchStopped'), isTriedAgain: true };

class ThreadInMemory implements FolderWatch {
  readonly begun: (readonly string[])[] = [];
  listener: FolderWatchListener | null = null;
  canBegin = true;

  async begin(folders: readonly string[], listener: FolderWatchListener): Promise<void> {
    this.begun.push(folders);
    if (!this.canBegin) throw new Error('No thread is to be had.');
    this.listener = listener;
  }

  async close(): Promise<void> {
    this.listener = null;
  }
}

function rig() {
  const clock = new SteeredClock();
  const watch = new ThreadInMemory();
  const changes: FolderChange[] = [];
  const unwatched: (readonly string[])[] = [];
  const bugs: unknown[] = [];
  const live = new LiveWatch({
    clock,
    watch,
    onChanged: (change) => changes.push(change),
    onUnwatched: ({ folders }) => unwatched.push(folders),
    onView: () => undefined,
    onBug: (bug) => bugs.push(bug),
  });
  return { clock, watch, changes, unwatched, bugs, live };
}

describe('LiveWatch', () => {
  it('has the folders looked through once more when it is ready, because nobody watched until then', () => {
    const { live, watch, unwatched } = rig();
    live.follow(FOLDERS);
    expect(live.view()).toEqual(OFF);
    expect(unwatched).toEqual([]);
    watch.listener?.onReady();
    expect(live.view()).toEqual({ kind: 'on', trouble: null });
    expect(unwatched).toEqual([FOLDERS]);
  });

  it('keeps what it watches when the same folders were looked through again', () => {
    const { live, watch } = rig();
    live.follow(FOLDERS);
    watch.listener?.onReady();
    live.follow([...FOLDERS]);
    expect(watch.begun).toHaveLength(1);
    live.follow(['/models']);
    expect(watch.begun).toHaveLength(2);
  });

  it('says that not all can be watched, also when that is told before it is ready', () => {
    const { live, watch } = rig();
    const trouble = failure('disk.tooManyWatches');
    live.follow(FOLDERS);
    watch.listener?.onTrouble(trouble);
    watch.listener?.onReady();
    expect(live.view()).toEqual({ kind: 'on', trouble });
  });

  it('begins again after a pause, and looks for what came meanwhile', async () => {
    const { live, watch, clock, unwatched, bugs, changes } = rig();
    live.follow(FOLDERS);
    watch.listener?.onReady();
    watch.listener?.onBug(new Error('no memory'));
    expect(live.view()).toEqual(STOPPED);
    expect(bugs).toHaveLength(1);
    // Nobody would ever tell that these have settled.
    expect(changes).toEqual([{ folders: [], files: [], restless: [] }]);
    await clock.advance(5_000);
    expect(live.view()).toEqual(OFF);
    watch.listener?.onReady();
    expect(unwatched).toEqual([FOLDERS, FOLDERS]);
    expect(live.view().kind).toBe('on');
  });

  it('gives up after three tries that did not hold, until folders are looked through again', async () => {
    const { live, watch, clock } = rig();
    watch.canBegin = false;
    live.follow(FOLDERS);
    await settle();
    expect(live.view()).toEqual(STOPPED);
    await clock.advance(24 * 3_600_000);
    expect(live.view()).toEqual({ ...STOPPED, isTriedAgain: false });
    expect(watch.begun).toHaveLength(4);
    expect(clock.pendingTimers()).toBe(0);
    watch.canBegin = true;
    live.follow(FOLDERS);
    watch.listener?.onReady();
    expect(live.view().kind).toBe('on');
  });

  it('counts an end after long hours as the first one', async () => {
    const { live, watch, clock } = rig();
    live.follow(FOLDERS);
    for (let day = 0; day < 10; day += 1) {
      watch.listener?.onReady();
      await clock.advance(600_000);
      watch.listener?.onBug(new Error('no memory'));
      await clock.advance(5_000);
    }
    expect(watch.begun).toHaveLength(11);
  });

  it('does not wait for its pause when folders were looked through meanwhile', () => {
    const { live, watch, clock } = rig();
    live.follow(FOLDERS);
    watch.listener?.onBug(new Error('no memory'));
    live.follow(FOLDERS);
    expect(watch.begun).toHaveLength(2);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('says why when nobody could look through the folders', () => {
    const { live } = rig();
    const cause = failure('app.readingStopped');
    live.noteNoWalk(cause);
    expect(live.view()).toEqual({ kind: 'off', cause, isTriedAgain: false });
  });

  it('begins nothing once it is closed', async () => {
    const { live, watch, clock } = rig();
    live.follow(FOLDERS);
    watch.listener?.onBug(new Error('no memory'));
    await live.close();
    live.follow(['/others']);
    await clock.advance(3_600_000);
    expect(watch.begun).toHaveLength(1);
  });
});

describe('PendingLooks', () => {
  it('keeps what is being written to when others name places to look at', () => {
    const pending = new PendingLooks();
    pending.noteRestless(['/models/half.safetensors']);
    pending.add({ folders: [], files: ['/models/a.safetensors'] });
    expect(pending.take()).toEqual({
      folders: [],
      files: ['/models/a.safetensors'],
      restless: ['/models/half.safetensors'],
    });
  });
});
