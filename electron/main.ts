import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, type BrowserWindow, powerSaveBlocker, session } from 'electron';
import { createHttpClient, GotTransport } from './adapters/http-transport';
import { openJournal } from './adapters/journal';
import { NodePartFiles } from './adapters/part-files';
import { systemChance, systemClock, systemPlaces } from './adapters/system';
import { ThreadMeasuring } from './adapters/thread-measuring';
import { endThreads, threadCount } from './adapters/threads';
import { NodeVolumes } from './adapters/volumes';
import { nodeWeightHeaders } from './adapters/weight-headers';
import { WorkerHashing } from './adapters/worker-hashing';
import { WorkerTransfers } from './adapters/worker-transfers';
import { createAppUpdates } from './app-updates';
import { createBulkPlan, planOwner } from './bulk';
import { createCatalogue } from './catalogue';
import { createPlacement } from './folders';
import { createFollowing } from './following';
import { createHandlers } from './handlers';
import { createPublish } from './ipc/publish';
import { serve, serveDrops } from './ipc/serve';
import { TrustedSenders } from './ipc/trusted-sender';
import { Account } from './services/account';
import { CataloguedFiles } from './services/catalogue/published-files';
import { PatientVolumes } from './services/disk/patient-volumes';
import { DownloadQueue } from './services/downloads/download-queue';
import { CivitaiLinks } from './services/file-links';
import { atMost } from './services/pause';
import { readApiOrigin } from './shell/api-origin';
import { ArrivingLinks } from './shell/arriving-links';
import { type BegunWindow, builtPaths } from './shell/begun-window';
import { guardSession } from './shell/guard';
import { KeepAwake } from './shell/keep-awake';
import { KeychainVault } from './shell/keychain-vault';
import { openLog } from './shell/log';
import { offerTextMenu, setApplicationMenu } from './shell/menu';
import { openStored } from './shell/open-stored';
import { saveBeforeQuit } from './shell/save-before-quit';
import { answerPage } from './shell/scheme';
import { createWindow, followTheme } from './shell/window';
import { createSidecars } from './sidecars';
import { openPieceBook } from './transfers';
import { createUserFiles, type UserFiles } from './user-files';
import { createWatches } from './watches';

/** Constructs and connects; decides nothing. */

const mainFolder = dirname(fileURLToPath(import.meta.url));
/** A disk that does not answer must not keep Civet from quitting. */
const LONGEST_STOP_MS = 10_000;
/** A packaged program never shows a page from anywhere but itself, whatever its environment says. */
const developmentServer = app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null);

/** Everything behind the window, which was begun in `start.ts`. */
export async function run(profile: string, begun: BegunWindow): Promise<void> {
  const api = readApiOrigin();
  const { stored, warnings } = openStored(profile, systemClock.nowMs());
  const vault = new KeychainVault(stored, api.origin);
  const log = openLog(profile, () => {
    const kept = vault.read();
    return kept.kind === 'token' ? [kept.token] : [];
  });
  process.on('uncaughtException', (error) => log.error('A bug was caught at the last moment.', error));
  process.on('unhandledRejection', (error) => log.error('A promise failed and nobody looked.', error));
  let window: BrowserWindow | null = null;
  const senders = new TrustedSenders();
  const paths = builtPaths(mainFolder);
  const openWindow = () => {
    window = createWindow({
      preload: paths.preload,
      icon: paths.icon,
      begun: begun.take(),
      stored: stored.window(),
      onPlaced: (place) => stored.saveWindow(place),
    });
    senders.trust(window.webContents);
    offerTextMenu(window.webContents);
    return begun.load(window);
  };
  guardSession(session.defaultSession, developmentServer !== null);
  followTheme(stored.settings().theme);
  // Nothing here waits until calls are served, so that none of the page's can come before.
  const shown = openWindow();
  begun.answerWith(
    answerPage({ bundleFolder: paths.bundleFolder, developmentServer, pictures: () => rooms.pictures }),
  );

  const { journal, putAside: journalAside } = openJournal(join(profile, 'civet.db'), systemClock.nowMs());
  for (const warning of warnings) log.warn(warning);
  if (journalAside !== null) log.warn(`The queue could not be read and was kept as ${journalAside}.`);
  const publish = createPublish(() => (window === null || window.isDestroyed() ? [] : [window.webContents]));

  const userAgent = `Civet/${app.getVersion()} (desktop download manager)`;
  const client = createHttpClient(api, userAgent);
  const book = openPieceBook(join(profile, 'civet.db'));
  const http = new GotTransport(client);
  const parts = new NodePartFiles();
  const volumes = new PatientVolumes(new NodeVolumes(), systemClock);
  const rooms = createCatalogue({
    api,
    client,
    http,
    clock: systemClock,
    profile,
    token: () => account.token(),
    settings: () => stored.settings(),
    onRenewed: (modelId) => publish('catalogue.renewed', { modelId }),
    report: (what) => log.warn(what),
  });
  const { catalogue, civitai, pictures } = rooms;
  const account: Account = new Account({
    api: civitai,
    vault,
    onChanged: (view) => {
      rooms.onAccountChanged(view);
      plan.noteAccount(planOwner(view));
      publish('account.changed', view);
    },
  });
  const downloads = () => queue.all();
  const placement = createPlacement(stored, downloads, (view) => {
    publish('folders.changed', view);
    void files.library.library.noteFolders();
    plan.noteChange();
    void watches.status.look();
  });
  const links = new CivitaiLinks({ api, http, clock: systemClock, token: () => account.token() });
  const transfers = new WorkerTransfers({
    api,
    links,
    userAgent,
    databasePath: join(profile, 'civet.db'),
    script: new URL('./transfer-worker.js', import.meta.url),
    report: (error) => log.error('The thread that fetches has ended.', error),
  });
  const awake = new KeepAwake({
    blocker: powerSaveBlocker,
    clock: systemClock,
    isWanted: () => stored.settings().keepAwake,
  });
  const measuring = new ThreadMeasuring(new WorkerHashing(new URL('./hash-worker.js', import.meta.url)));
  const queue = new DownloadQueue({
    transfers,
    headers: nodeWeightHeaders,
    measuring,
    published: new CataloguedFiles(catalogue),
    parts,
    book,
    volumes,
    places: systemPlaces,
    clock: systemClock,
    chance: systemChance,
    journal,
    pictures,
    placement,
    limit: () => stored.settings().simultaneousDownloads,
    maturity: () => stored.settings().maturity,
    publish: (delta) => {
      publish('downloads.changed', delta);
      awake.note(delta);
      plan.noteChange();
      // A first file of its kind has just made its folder.
      if (delta.upserts.some(({ state }) => state.kind === 'completed')) {
        void placement.announce();
        void files.library.library.notePlaced();
        files.updates.noteDownloads();
      }
    },
    onPlaced: (record) => sidecars.notePlaced(record),
    isTrashed: (path, sinceMs) => files.changes.operations.isTrashed(path, sinceMs),
    publishProgress: (progress) => publish('downloads.progress', progress),
    publishSpace: (space) => publish('downloads.spaceChanged', space),
    onHeld: () => watches.status.noteChange(),
    report: (error) => log.error('A download met a bug.', error),
  });
  const sidecars = createSidecars({ ...rooms, parts, settings: () => stored.settings(), publish, log });
  const plan = createBulkPlan({
    rooms,
    library: { owned: (wanted) => files.library.library.owned(wanted) },
    clock: systemClock,
    volumes,
    parts,
    queue,
    placement,
    settings: () => stored.settings(),
    isFolderChosen: () => stored.folders() !== null,
    publish: (delta) => publish('bulk.changed', delta),
    onPromised: (promised) => files.updates.notePromised(promised),
    report: (error) => log.error('The plan met a bug.', error),
  });
  const checkAccount = () => {
    if (account.view().kind === 'unchecked') void account.check();
  };
  const isHeld = () => !watches.status.status().isOnline || queue.heldBy() !== null;
  const following = createFollowing({
    ...rooms,
    clock: systemClock,
    chance: systemChance,
    profile,
    settings: () => stored.settings(),
    isHeld,
    publish: (view) => publish('following.changed', view),
    report: (what) => log.warn(what),
    onBug: (error) => log.error('A look at what is followed met a bug.', error),
  });
  const files: UserFiles = createUserFiles({
    ...{ rooms, profile, queue, plan, placement, sidecars, volumes, measuring, isHeld, publish, log },
    settings: () => stored.settings(),
    scripts: {
      library: new URL('./library-worker.js', import.meta.url),
      watch: new URL('./library-watch-worker.js', import.meta.url),
    },
  });
  const watches = createWatches({
    stored,
    queue,
    transfers,
    volumes,
    folder: () => placement.usualPath(),
    publish,
    onBack: () => {
      checkAccount();
      following.onWake();
      files.updates.onWake();
      renewed.updates.onWake();
    },
  });

  const renewed = createAppUpdates({
    ...{ profile, http, transfers, isHeld, log, clock: systemClock, chance: systemChance },
    settings: () => stored.settings(),
    publish: (status) => publish('appUpdates.changed', status),
  });
  const arriving = new ArrivingLinks(() => publish('app.linkArrived', null));
  serve(
    createHandlers({
      api,
      rooms,
      plan,
      queue,
      history: journal.history,
      placement,
      volumes,
      following,
      files,
      sidecars,
      account,
      renewed,
      stored,
      status: watches.status,
      arriving,
      window: () => window,
      onSettings: (settings, before) => {
        followTheme(settings.theme);
        watches.noteSettings(settings, before);
        awake.look();
        queue.schedule();
        if (settings.placementRules !== before.placementRules) plan.noteChange();
        if (settings.maturity !== before.maturity) queue.republish();
        publish('settings.changed', settings);
        if (settings.maturity !== before.maturity) following.republish();
        files.noteSettings(settings, before);
        renewed.updates.noteSettings(settings.appUpdates, before.appUpdates);
      },
    }),
    {
      isTrusted: (event) => senders.isTrusted(event),
      report: (error, call) => log.error(`The call ${call} met a bug.`, error),
    },
  );

  serveDrops({
    isTrusted: (event) => senders.isTrusted(event),
    take: async (dropped) => {
      const outcome = await files.asking.inspections.add(dropped);
      publish('inspection.dropped', outcome);
      return outcome;
    },
  });

  setApplicationMenu((target) => publish('app.navigate', target), developmentServer !== null);

  watches.prepare();
  // A network drive may never answer; the window does not wait for it.
  void queue.start();
  for (const reason of journal.skippedRows()) log.warn(`A row of the queue could not be read: ${reason}`);
  watches.start();

  arriving.listen(() => window);
  app.on('activate', () => {
    if (window === null || window.isDestroyed()) void openWindow();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  saveBeforeQuit(async () => {
    watches.stop();
    following.stop();
    renewed.updates.stop();
    awake.release();
    const beside = atMost(systemClock, LONGEST_STOP_MS, sidecars.stop());
    await Promise.all([files.stop(), queue.stop(), beside]).finally(() => {
      book.close();
      journal.close();
      rooms.close();
    });
    await endThreads();
  }, threadCount);

  // Last: someone may quit while the page still loads, and the queue is saved then too.
  await shown;
  void account.check();
  following.start();
  files.start();
  renewed.updates.start();
}
