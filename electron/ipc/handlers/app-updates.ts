import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { AppUpdates } from '../../services/app-updates/app-updates';
import type { Area } from './area';

export interface AppUpdatesHandlersNeeds {
  readonly updates: AppUpdates;
  readonly releasePage: string | null;
  readonly openExternal: (url: string) => Promise<Result<null, Failure>>;
  /** As the user does it, with every question that may come before. */
  readonly quit: () => void;
}

export function appUpdatesHandlers({
  updates,
  releasePage,
  openExternal,
  quit,
}: AppUpdatesHandlersNeeds): Area<'appUpdates'> {
  return {
    'appUpdates.status': () => ok(updates.status()),
    'appUpdates.look': () => {
      updates.lookNow();
      return ok(null);
    },
    'appUpdates.fetch': () => updates.fetchNow(),
    'appUpdates.install': async () => {
      const prepared = await updates.prepareInstall();
      if (prepared.ok) quit();
      return prepared;
    },
    'appUpdates.openReleases': () =>
      releasePage === null ? err(failure('input.notPossibleNow')) : openExternal(releasePage),
  };
}
