import { join } from 'node:path';
import { CancellationToken } from 'builder-util-runtime';
import { type AppUpdater, BaseUpdater } from 'electron-updater';
import type { OfferedVersion } from '../../../shared/app-updates/app-updates';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { AppChannel, AppUpdateEngine, FetchObserver } from '../../core/app-updates/ports';
import { readOffer } from '../../core/app-updates/read-offer';
import { diskFailure } from '../disk-failure';
import { FeedError, FeedExecutor, type FeedRequests } from './feed-requests';
import { fetchPackage, type PackageDownloadNeeds } from './package-download';

/** What electron-updater asks of the program that it renews; its own type is not exported. */
export interface UpdatedProgram {
  readonly version: string;
  readonly name: string;
  readonly isPackaged: boolean;
  readonly appUpdateConfigPath: string;
  readonly userDataPath: string;
  readonly baseCachePath: string;
  whenReady(): Promise<void>;
  relaunch(): void;
  quit(): void;
  onQuit(handler: (exitCode: number) => void): void;
}

export interface UpdaterEngineNeeds extends Omit<PackageDownloadNeeds, 'requests' | 'folder'> {
  /** Made by the one updater that fits the package. */
  readonly updater: AppUpdater;
  readonly requests: FeedRequests;
  /** Where packages and parts of them are kept. */
  readonly folder: string;
  readonly log: { readonly info: (line: string) => void; readonly warn: (line: string) => void };
}

const SILENT: FetchObserver = { onReceived: () => undefined };

/**
 * electron-updater, told how to behave: it asks and fetches by Civet's own client, never takes an older version, runs
 * no web installer and no difference, and installs when Civet quits.
 */
export class UpdaterEngine implements AppUpdateEngine {
  private readonly updater: AppUpdater;
  private running: { readonly observer: FetchObserver; readonly signal: AbortSignal } | null = null;

  constructor(private readonly needs: UpdaterEngineNeeds) {
    const { updater, log } = needs;
    this.updater = updater;
    updater.autoDownload = false;
    updater.autoRunAppAfterInstall = false;
    updater.disableWebInstaller = true;
    // A difference is fetched in hundreds of small requests, which nothing could pace.
    updater.disableDifferentialDownload = true;
    // Whether there is anything to renew was decided before this was made.
    updater.forceDevUpdateConfig = true;
    updater.logger = { info: log.info, warn: log.warn, error: log.warn };
    // Each failure is the answer of a call; without a listener an "error" event would end the program.
    updater.on('error', () => undefined);
    const executor = new FeedExecutor(needs.requests, (url, destination, sha512) =>
      this.fetchInto(url, destination, sha512),
    );
    Object.assign(updater, { httpExecutor: executor });
  }

  async look(channel: AppChannel): Promise<Result<OfferedVersion | null, Failure>> {
    const { updater } = this;
    updater.channel = channel === 'beta' ? 'beta' : 'latest';
    updater.allowPrerelease = channel === 'beta';
    // Setting a channel allows it.
    updater.allowDowngrade = false;
    try {
      const found = await updater.checkForUpdates();
      if (found === null || !found.isUpdateAvailable) return ok(null);
      return readOffer(found.updateInfo);
    } catch (error) {
      return err(failureOf(error) ?? failure('appUpdate.feedUnreadable'));
    }
  }

  async fetch(observer: FetchObserver, signal: AbortSignal): Promise<Result<null, Failure>> {
    this.running = { observer, signal };
    try {
      await this.updater.downloadUpdate(new CancellationToken());
      return ok(null);
    } catch (error) {
      if (signal.aborted) return err(failure('input.cancelled'));
      const message = error instanceof Error ? error.message : String(error);
      return err(failureOf(error) ?? failure('appUpdate.notInstalled', { message: message.slice(0, 300) }));
    } finally {
      this.running = null;
    }
  }

  setInstallsOnQuit(isOn: boolean): void {
    this.updater.autoInstallOnAppQuit = isOn;
  }

  startAfterInstall(): void {
    this.updater.autoInstallOnAppQuit = true;
    this.updater.autoRunAppAfterInstall = true;
  }

  /** What `UpdatedProgram.onQuit` is to do instead of electron-updater's own: it would never start Civet again. */
  installAndStart(): boolean {
    return this.updater.autoRunAppAfterInstall && this.updater instanceof BaseUpdater
      ? this.updater.install(true, true)
      : false;
  }

  async forget(): Promise<void> {
    const { rm } = await import('node:fs/promises');
    await rm(this.needs.folder, { recursive: true, force: true }).catch((error: unknown) => {
      this.needs.log.warn(`What was fetched of an old version could not be removed: ${String(error)}`);
    });
  }

  private async fetchInto(url: string, destination: string, sha512: string): Promise<string> {
    const { requests, admit, folder } = this.needs;
    const { observer, signal } = this.running ?? { observer: SILENT, signal: AbortSignal.abort() };
    const needs = { requests, admit, folder: join(folder, 'parts') };
    const fetched = await fetchPackage(needs, { url, sha512, destination }, observer, signal);
    if (!fetched.ok) throw new FeedError(fetched.error);
    return destination;
  }
}

const LIST_CODES: readonly string[] = [
  'ERR_UPDATER_INVALID_UPDATE_INFO',
  'ERR_UPDATER_INVALID_VERSION',
  'ERR_UPDATER_NO_CHECKSUM',
  'ERR_UPDATER_INVALID_RELEASE_FEED',
];
const MISSING_CODES: readonly string[] = [
  'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND',
  'ERR_UPDATER_LATEST_VERSION_NOT_FOUND',
  'ERR_UPDATER_NO_PUBLISHED_VERSIONS',
];
const PACKAGE_CODES: readonly string[] = ['ERR_UPDATER_NO_FILES_PROVIDED', 'ERR_UPDATER_ZIP_FILE_NOT_FOUND'];

/** Null where electron-updater's error is not known. */
function failureOf(error: unknown): Failure | null {
  if (error instanceof FeedError) return error.failure;
  if (!(error instanceof Error)) return null;
  const code = 'code' in error ? String(error.code) : '';
  if (LIST_CODES.includes(code)) return failure('appUpdate.feedUnreadable');
  if (MISSING_CODES.includes(code)) return failure('appUpdate.feedMissing');
  if (PACKAGE_CODES.includes(code)) return failure('appUpdate.noPackage');
  if (code === 'ERR_UPDATER_INVALID_SIGNATURE') return failure('appUpdate.notSigned');
  // Node's own have a number as well.
  return 'errno' in error ? diskFailure(error, 'path' in error ? String(error.path) : '') : null;
}
