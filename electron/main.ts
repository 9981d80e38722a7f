import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, powerSaveBlocker, session, shell } from 'electron';
import type { Settings } from '../shared/settings/schema';
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
import { originOfHost } from './core/civitai/origins';
import { createDiagnostics } from './diagnostics';
import { createEntry } from './entry';
import { createPlacement } from './folders';
import { createFollowing } from './following';
import { createHandlers } from './handlers';
import { createPublish } from './ipc/publish';
import { serve, serveDrops } from './ipc/serve';
import { TrustedSenders } from './ipc/trusted-sender';
import { createNetwork } from './network';
import { createPresence } from './presence';
import { Account } from './services/account';
import { CataloguedFiles } from './services/catalogue/published-files';
import { PatientVolumes } from './services/disk/patient-volumes';
import { DownloadQueue } from './services/downloads/download-queue';
import { CivitaiLinks } from './services/file-links';
import { atMost } from './services/pause';
import { readApiOrigin } from './shell/api-origin';
import type { ArrivingLinks } from './shell/arriving-links';
import { type BegunWindow, builtPaths } from './shell/begun-window';
import { guardSession } from './shell/guard';
import { KeepAwake } from './shell/keep-awake';
import { KeychainVault } from './shell/keychain-vault';
import { LeftPlace } from './shell/left-place';
import { openLog } from './shell/log';
import { isHiddenStart } from './shell/login-item';
import { offerTextMenu, setApplicationMenu } from './shell/menu';
import { openStored } from './shell/open-stored';
import { saveBeforeQuit } from './shell/save-before-quit';
import { answerPage } from './shell/scheme';
import { createWindow, followTheme } from './shell/window';
import { WindowKeeper } from './shell/window-keeper';
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
export async function run(profile: string, begun: BegunWindow, arriving: ArrivingLinks): Promise<void> {
  const { stored, warnings } = openStored(profile, systemClock.nowMs());
  const fixed = readApiOrigin();
  const api = fixed ?? originOfHost(stored.settings().serviceHost);
  const vault = new KeychainVault(stored, api.origin);
  const secrets = () => {
    const kept = vault.read();
    return [...(kept.kind === 'token' ? [kept.token] : []), ...net.secrets()];
  };
  const log = openLog(profile, secrets);
  const userAgent = `Civet/${app.getVersion()} (desktop download manager)`;
  const net = createNetwork({
    ...{ api, stored, profile, userAgent },
    isOriginFixed: fixed !== null,
    window: () => keeper.window(),
    publish: (view) => publish('network.changed', view),
    restart: () => void presence.restart(),
    onNewRoute: (authorities) => {
      transfers.trust(authorities);
      transfers.dropConnections();
      queue.noteNewRoute();
    },
  });
  process.on('uncaughtException', (error) => log.error('A bug was caught at the last moment.', error));
  process.on('unhandledRejection', (error) => log.error('A promise failed and nobody looked.', error));
  const senders = new TrustedSenders();
  const paths = builtPaths(mainFolder);
  const places = new LeftPlace();
  const keeper = new WindowKeeper({
    clock: systemClock,
    make: () => {
      const made = createWindow({
        preload: paths.preload,
        icon: paths.icon,
        begun: begun.take(),
        stored: stored.window(),
        onPlaced: (place) => stored.saveWindow(place),
      });
      senders.trust(made.webContents);
      offerTextMenu(made.webContents);
      made.on('close', (event) => presence.onClose(made, event));
      made.on('focus', () => presence.board.noteSeen());
      made.on('session-end', () => presence.quitting.noteEnd());
      return made;
    },
    load: (made) => begun.load(made),
    onHidden: () => publish('app.windowHidden', null),
    mayRelease: () => places.mayRelease(),
    // Its place was written down when it was closed. The dock would keep a bar that nobody moves any more.
    onRelease: (released) => released.setProgressBar(-1),
  });
  guardSession(session.defaultSession, developmentServer !== null);
  followTheme(stored.settings().theme);
  // Nothing here waits until calls are served, so that none of the page's can come before.
  const isHidden = isHiddenStart(stored.settings());
  if (isHidden) begun.drop();
  const shown = isHidden ? Promise.resolve() : keeper.bringForward();
  begun.answerWith(
    answerPage({ bundleFolder: paths.bundleFolder, developmentServer, pictures: () => rooms.pictures }),
  );

  const { journal, putAside: journalAside } = openJournal(join(profile, 'civet.db'), systemClock.nowMs());
  for (const warning of warnings) log.warn(warning);
  if (journalAside !== null) log.warn(`The queue could not be read and was kept as ${journalAside}.`);
  const publish = createPublish(() => keeper.window()?.webContents ?? null);

  const client = createHttpClient(api, userAgent, net.agent);
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
    lines: net.lines,
    authorities: () => net.network.trusted(),
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
      presence.board.note(delta);
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
    publishProgress: (progress) => {
      publish('downloads.progress', progress);
      presence.board.noteProgress(progress);
    },
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
  const presence = createPresence({
    stored,
    keeper,
    trayIcons: paths.trayIcons,
    limit: () => watches.status.status().limit,
    handlers: () => handlers,
    publish,
    report: (what, error) => log.error(what, error),
  });
  const watches = createWatches({
    stored,
    queue,
    transfers,
    volumes,
    folder: () => placement.usualPath(),
    publish: (name, payload) => {
      publish(name, payload);
      if (name === 'app.statusChanged') presence.board.noteChange();
    },
    onBack: () => {
      net.network.noteNetwork();
      checkAccount();
      following.onWake();
      files.updates.onWake();
      renewed.updates.onWake();
    },
  });

  const onSettings = (settings: Settings, before: Settings) => {
    followTheme(settings.theme);
    watches.noteSettings(settings, before);
    net.noteSettings(settings, before);
    awake.look();
    queue.schedule();
    entry.copied.noteSettings();
    if (settings.placementRules !== before.placementRules) plan.noteChange();
    if (settings.maturity !== before.maturity) queue.republish();
    publish('settings.changed', settings);
    if (settings.maturity !== before.maturity) following.republish();
    files.noteSettings(settings, before);
    renewed.updates.noteSettings(settings.appUpdates, before.appUpdates);
    presence.noteSettings(settings, before);
  };
  const entry = createEntry({
    ...{ stored, placement, onSettings, window: () => keeper.window() },
    onChanged: (view) => publish('entry.changed', view),
    onCopied: (arrival) => publish('entry.linkCopied', arrival),
  });
  const renewed = createAppUpdates({
    ...{ profile, http, transfers, isHeld, log, clock: systemClock, chance: systemChance },
    settings: () => stored.settings(),
    publish: (status) => publish('appUpdates.changed', status),
  });
  const handlers = createHandlers({
    ...{ api, rooms, plan, queue, placement, volumes, following, files, sidecars, account, renewed, stored },
    ...{ arriving, entry, places, onSettings, quitting: presence.quitting },
    history: journal.history,
    network: net.network,
    status: watches.status,
    diagnostics: createDiagnostics({
      ...{ profile, clock: systemClock, queue, placement, volumes, log, secrets },
      window: () => keeper.window(),
    }),
    window: () => keeper.window(),
  });
  serve(handlers, {
    isTrusted: (event) => senders.isTrusted(event),
    report: (error, call) => log.error(`The call ${call} met a bug.`, error),
  });

  serveDrops({
    isTrusted: (event) => senders.isTrusted(event),
    take: async (dropped) => {
      const outcome = await files.asking.inspections.add(dropped);
      publish('inspection.dropped', outcome);
      return outcome;
    },
  });

  setApplicationMenu(
    {
      navigate: (target) => void keeper.bringForward().then(() => publish('app.navigate', target)),
      quit: () => void presence.quitting.byUser(),
      openLogs: () => void shell.openPath(join(profile, 'logs')),
    },
    developmentServer !== null,
  );

  watches.prepare();
  // A network drive may never answer; the window does not wait for it.
  void queue.start();
  for (const reason of journal.skippedRows()) log.warn(`A row of the queue could not be read: ${reason}`);
  watches.start();

  arriving.connect({
    onArrived: () => publish('app.linkArrived', null),
    bringForward: presence.bringForward,
    openFiles: (paths) =>
      void files.asking.inspections.add(paths).then((outcome) => publish('inspection.dropped', outcome)),
  });
  presence.start();

  saveBeforeQuit(
    async () => {
      presence.stop();
      entry.copied.stop();
      renewed.updates.stop();
      watches.stop();
      following.stop();
      awake.release();
      const beside = atMost(systemClock, LONGEST_STOP_MS, sidecars.stop());
      await Promise.all([files.stop(), queue.stop(), beside]).finally(() => {
        book.close();
        journal.close();
        rooms.close();
      });
      await endThreads();
    },
    threadCount,
    presence.holdsQuit,
  );

  // Last: someone may quit while the page still loads, and the queue is saved then too.
  await shown;
  void net.network.look();
  void account.check();
  following.start();
  files.start();
  renewed.updates.start();
}
