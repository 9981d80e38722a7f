import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { AppUpdates } from '../../services/app-updates/app-updates';
import type { Quitting } from '../../shell/quitting';
import type { Area } from './area';

export interface AppUpdatesHandlersNeeds {
  readonly updates: AppUpdates;
  readonly releasePage: string | null;
  readonly openExternal: (url: string) => Promise<Result<null, Failure>>;
  readonly quitting: Pick<Quitting, 'mayEnd' | 'end'>;
}

export function appUpdatesHandlers({
  updates,
  releasePage,
  openExternal,
  quitting,
}: AppUpdatesHandlersNeeds): Area<'appUpdates'> {
  return {
    'appUpdates.status': () => ok(updates.status()),
    'appUpdates.look': () => {
      updates.lookNow();
      return ok(null);
    },
    'appUpdates.fetch': () => updates.fetchNow(),
    'appUpdates.install': async () => {
      // Before anything is prepared: who goes on downloading has prepared nothing that a later quit would do.
      if (!(await quitting.mayEnd())) return ok(null);
      const prepared = await updates.prepareInstall();
      if (prepared.ok) quitting.end();
      return prepared;
    },
    'appUpdates.openReleases': () =>
      releasePage === null ? err(failure('input.notPossibleNow')) : openExternal(releasePage),
  };
}
