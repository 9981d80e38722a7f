import { beforeEach, describe, expect, it } from 'vitest';
import { useAccountStore } from '../../../../renderer/stores/account';
import { useFoldersStore } from '../../../../renderer/stores/folders';
import { useFollowingStore } from '../../../../renderer/stores/following';
import { forgetPlan, usePlanStore } from '../../../../renderer/stores/plan';
import { useSettingsStore } from '../../../../renderer/stores/settings';
import { startMirrors } from '../../../../renderer/stores/start';
import { useStatusStore } from '../../../../renderer/stores/status';
import type { AccountView } from '../../../../shared/account';
import type { CallResult, EventName } from '../../../../shared/ipc/contract';
import { NOTHING_TIDIED } from '../../../../shared/operations/tidy';
import { ok } from '../../../../shared/result';
import { settingsSchema } from '../../../../shared/settings/schema';
import { FakeApi } from '../../../support/fake-api';
import { snapshot } from './builders';

const signedIn: AccountView = { kind: 'signedIn', username: 'mira', keptIn: 'keychain' };
const events: readonly EventName[] = [
  'downloads.changed',
  'downloads.progress',
  'downloads.spaceChanged',
  'bulk.changed',
  'following.changed',
  'library.changed',
  'inspection.changed',
  'duplicates.progress',
  'operations.changed',
  'operations.planning',
  'operations.tidyChanged',
  'updates.changed',
  'appUpdates.changed',
  'folders.changed',
  'account.changed',
  'settings.changed',
  'sidecars.changed',
  'app.statusChanged',
  'network.changed',
  'entry.changed',
];

describe('startMirrors', () => {
  let api: FakeApi;

  beforeEach(() => {
    useAccountStore.setState({ account: null }, true);
    useFoldersStore.setState({ folders: null }, true);
    forgetPlan();
    useSettingsStore.setState({ settings: null }, true);
    useStatusStore.setState({ status: null, info: null }, true);
    api = new FakeApi()
      .succeed('downloads.snapshot', snapshot(1, []))
      .succeed('settings.snapshot', settingsSchema.parse({}))
      .succeed('sidecars.status', { waitingCount: 0, doneCount: 0, writtenCount: 0, run: null, problems: [] })
      .succeed('account.snapshot', { kind: 'signedOut' })
      .succeed('folders.snapshot', { kind: 'notChosen' })
      .succeed('downloads.space', [])
      .succeed('following.status', {
        followed: ['model:7'],
        unreadCount: 2,
        isLooking: false,
        lookedAtMs: null,
        trouble: null,
        keeping: { kind: 'kept' },
      })
      .succeed('library.status', {
        revision: 0,
        fileCount: 0,
        bytes: 0,
        hasFolders: false,
        scannedAtMs: null,
        scan: { kind: 'idle' },
        isPaused: false,
        isWanted: false,
        problems: [],
        problemCount: 0,
        trouble: null,
        watching: { kind: 'off', cause: null, isTriedAgain: false },
        check: { kind: 'none' },
        keeping: { kind: 'kept' },
      })
      .succeed('appUpdates.status', {
        version: '0.1.0',
        way: 'never',
        state: { kind: 'none' },
        lookedAtMs: null,
        hasReleasePage: false,
      })
      .succeed('updates.status', {
        revision: 0,
        counts: { updates: 0, restricted: 0, otherBases: 0, gone: 0 },
        updateBytes: 0,
        ignoredCount: 0,
        isWanted: false,
        check: { kind: 'idle' },
        checkedAtMs: null,
        modelCount: 0,
        trouble: null,
        waitingCount: 0,
        promiseRevision: 0,
        laterCount: 0,
        outcomes: [],
        keeping: { kind: 'kept' },
      })
      .succeed('inspection.snapshot', { revision: 0, files: [], leftOutCount: 0 })
      .succeed('operations.tidySnapshot', NOTHING_TIDIED)
      .succeed('operations.snapshot', { operations: [], progress: null, trash: { fileCount: 0, bytes: 0 } })
      .succeed('bulk.snapshot', {
        revision: 0,
        head: { collecting: null, volumes: [], isFolderChosen: false, isSignedIn: false, aboveLevelCount: 0 },
        items: [],
        problems: [],
      })
      .succeed('network.snapshot', {
        ...{ origin: 'https://civitai.com', isOriginFixed: false, proxy: null, login: null },
        ...{ authorities: [], authorityTrouble: null, trouble: null },
      })
      .succeed('entry.snapshot', { isFirstStart: false, notice: null })
      .succeed('app.status', {
        isOnline: true,
        freeBytes: null,
        volumeLabel: null,
        limit: { bytesPerSecond: null, source: 'none', untilMs: null },
        heldBy: null,
      })
      .succeed('app.info', {
        version: '0.1.0',
        electron: '33.2.1',
        platform: 'linux',
        apiOrigin: 'https://civitai.com',
        isCustomOrigin: true,
        hasKeychain: true,
      });
  });

  it('fills every mirror with what main answers', async () => {
    startMirrors(api);
    await expect.poll(() => useStatusStore.getState().info?.version).toBe('0.1.0');
    await expect.poll(() => useStatusStore.getState().status?.isOnline).toBe(true);
    expect(useAccountStore.getState().account).toEqual({ kind: 'signedOut' });
    expect(useFoldersStore.getState().folders).toEqual({ kind: 'notChosen' });
    expect(useFollowingStore.getState().followed.has('model:7')).toBe(true);
    expect(usePlanStore.getState().revision).toBe(0);
    expect(useSettingsStore.getState().settings?.simultaneousDownloads).toBe(2);
  });

  it('follows what main tells afterwards', async () => {
    startMirrors(api);
    await expect.poll(() => useAccountStore.getState().account?.kind).toBe('signedOut');
    api.emit('account.changed', signedIn);
    expect(useAccountStore.getState().account).toEqual(signedIn);
  });

  it('drops an answer that is older than an event', async () => {
    let answer = (_: CallResult<'account.snapshot'>) => {};
    api.answer(
      'account.snapshot',
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    startMirrors(api);
    api.emit('account.changed', signedIn);
    answer(ok({ kind: 'signedOut' }));
    await expect.poll(() => useStatusStore.getState().info).not.toBeNull();
    expect(useAccountStore.getState().account).toEqual(signedIn);
  });

  it('leaves no listener behind when it is ended', () => {
    const stop = startMirrors(api);
    expect(events.every((name) => api.listenerCount(name) > 0)).toBe(true);
    stop();
    expect(events.map((name) => api.listenerCount(name))).toEqual(events.map(() => 0));
  });
});
