import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import { parse } from 'yaml';
import type { AppUpdatesStatus, RenewalWay } from '../shared/app-updates/app-updates';
import type { Settings } from '../shared/settings/schema';
import { FeedRequests } from './adapters/app-updates/feed-requests';
import { FileLookBook } from './adapters/app-updates/look-book';
import type { UpdatedProgram, UpdaterEngine } from './adapters/app-updates/updater-engine';
import { type Feed, readFeed, releasePageOf } from './core/app-updates/feed-address';
import type { Admission, Chance, Clock, HttpTransport } from './core/ports';
import { AppUpdates } from './services/app-updates/app-updates';
import type { Log } from './shell/log-file';

/** Least of all that is fetched. */
const LOW_WEIGHT = 1;
const FEED_FILE = 'app-update.yml';

export interface AppUpdatesParts {
  readonly profile: string;
  readonly http: HttpTransport;
  /** Who keeps the limit that downloads share. */
  readonly transfers: { admit(wanted: Admission): Promise<number> };
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'fraction'>;
  readonly settings: () => Settings;
  readonly isHeld: () => boolean;
  readonly publish: (status: AppUpdatesStatus) => void;
  readonly log: Log;
}

export interface RenewedCivet {
  readonly updates: AppUpdates;
  /** The page of releases; null where there is none. */
  readonly releasePage: string | null;
}

/** Wires what looks for new versions of Civet itself. */
export function createAppUpdates(parts: AppUpdatesParts): RenewedCivet {
  const { profile, http, transfers, clock, chance, settings, isHeld, publish, log } = parts;
  const feed = app.isPackaged ? feedOfPackage() : null;
  const releasePage = feed === null ? null : releasePageOf(feed);
  const folder = join(profile, 'new-version');
  let engine: Promise<UpdaterEngine> | null = null;
  const updates = new AppUpdates({
    version: app.getVersion(),
    way: feed === null ? 'never' : renewalWay(),
    // electron-updater is read when the first look is due, long after the start.
    engine: () => {
      engine ??= createEngine({
        requests: new FeedRequests(http),
        folder: join(folder, 'package'),
        admit: (bytes, signal) => transfers.admit({ id: 'new-version', weight: LOW_WEIGHT, bytes, signal }),
        log,
      });
      return engine;
    },
    book: new FileLookBook(join(folder, 'looked.json')),
    clock,
    chance,
    settings,
    isHeld,
    hasReleasePage: releasePage !== null,
    publish,
    report: (error) => log.error('The look for a new version of Civet met a bug.', error),
  });
  return { updates, releasePage };
}

/** What electron-builder has put beside the program. Nothing in the environment can name another feed. */
function feedOfPackage(): Feed | null {
  try {
    return readFeed(parse(readFileSync(join(process.resourcesPath, FEED_FILE), 'utf8')));
  } catch {
    return null;
  }
}

/** An AppImage, an installed program on Windows and an app on macOS renew themselves; packages of a system do not. */
function renewalWay(): RenewalWay {
  switch (process.platform) {
    case 'darwin':
      return 'itself';
    case 'win32':
      return existsSync(join(dirname(process.execPath), 'Uninstall Civet.exe')) ? 'itself' : 'byHand';
    default:
      return process.env.APPIMAGE === undefined ? 'byHand' : 'itself';
  }
}

async function createEngine(
  parts: Omit<ConstructorParameters<typeof UpdaterEngine>[0], 'updater'>,
): Promise<UpdaterEngine> {
  const { makeEngine } = await import('./adapters/app-updates/make-engine');
  const program: UpdatedProgram = {
    version: app.getVersion(),
    name: app.getName(),
    isPackaged: app.isPackaged,
    appUpdateConfigPath: join(process.resourcesPath, FEED_FILE),
    userDataPath: parts.folder,
    baseCachePath: parts.folder,
    whenReady: async () => await app.whenReady(),
    relaunch: () => app.relaunch(),
    quit: () => app.quit(),
    onQuit: (handler) => {
      app.once('quit', (_event, exitCode) => handler(exitCode));
    },
  };
  return makeEngine(process.platform, program, parts);
}
