import type { AppUpdateState, AppUpdatesStatus } from '../../../shared/app-updates/app-updates';
import { failure } from '../../../shared/failure';
import type { Handlers } from '../../../shared/ipc/contract';
import { ok } from '../../../shared/result';
import type { FakeApi } from '../fake-api';
import type { Scenario } from './scenario';

type AppUpdatesCall = Extract<keyof Handlers, `appUpdates.${string}`>;

const OFFER = {
  version: '0.2.0',
  releasedAtMs: Date.UTC(2026, 9, 1),
  notes:
    'Downloads\n- A queue of ten thousand is as quick as one of ten.\n- Civet goes on by itself when a drive is back.\n\nLibrary\n- Duplicates are found while files are read.',
};

/** A new version that is ready in a busy world, fails in a troubled one, and is not there in any other. */
export function appUpdatesHandlers(api: FakeApi, scenario: Scenario): Pick<Handlers, AppUpdatesCall> {
  let state: AppUpdateState =
    scenario === 'busy'
      ? { kind: 'ready', offer: OFFER }
      : scenario === 'errors'
        ? { kind: 'failed', cause: failure('appUpdate.damaged'), offer: OFFER }
        : { kind: 'none' };
  const status = (): AppUpdatesStatus => ({
    version: '0.1.0',
    way: 'itself',
    state,
    lookedAtMs: Date.now() - 2 * 3_600_000,
    hasReleasePage: true,
  });
  const tell = (next: AppUpdateState) => {
    state = next;
    api.emit('appUpdates.changed', status());
    return ok(null);
  };
  return {
    'appUpdates.status': () => ok(status()),
    'appUpdates.look': () => tell({ kind: 'offered', offer: OFFER }),
    'appUpdates.fetch': () => tell({ kind: 'ready', offer: OFFER }),
    'appUpdates.install': () => ok(null),
    'appUpdates.openReleases': () => ok(null),
  };
}
