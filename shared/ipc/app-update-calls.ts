import { z } from 'zod';
import type { AppUpdatesStatus } from '../app-updates/app-updates';
import { call } from './call';

const nothing = z.undefined();

/** What the page may ask of new versions of Civet itself; see the contract. */
export const appUpdateCalls = {
  'appUpdates.status': call(nothing).returns<AppUpdatesStatus>(),
  /** Asks the release feed. Answers at once; what comes of it is told by `appUpdates.changed`. */
  'appUpdates.look': call(nothing).returns<null>(),
  /** Fetches what is offered, also while nothing is fetched by itself. */
  'appUpdates.fetch': call(nothing).returns<null>(),
  /** Quits, installs and, where the system lets it, starts again. */
  'appUpdates.install': call(nothing).returns<null>(),
  /** The page of all releases, in the system's browser. */
  'appUpdates.openReleases': call(nothing).returns<null>(),
} as const;
