import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  app,
  type BrowserWindow,
  clipboard,
  dialog,
  nativeTheme,
  powerSaveBlocker,
  session,
  shell,
} from 'electron';
import type { Settings } from '../shared/settings/schema';
import { MachineGraphicsMemory } from './adapters/graphics-memory';
import { createHttpClient, GotTransport } from './adapters/http-transport';
import { openJournal } from './adapters/journal';
import { NewerJournalError } from './adapters/journal-format';
import { isMeteredLine } from './adapters/metered-line';
import { NodePartFiles } from './adapters/part-files';
import { isOnBattery } from './adapters/power-supply';
import { localWeekMoment, systemChance, systemClock, systemPlaces } from './adapters/system';
import { ThreadMeasuring } from './adapters/thread-measuring';
import { NodeVolumes } from './adapters/volumes';
import { WorkerHashing } from './adapters/worker-hashing';
import { WorkerTransfers } from './adapters/worker-transfers';
import { createBulkPlan, lockFiles, planOwner } from './bulk';
import { createCatalogue } from './catalogue';
import { type ApiOrigin, CIVITAI_ORIGIN } from './core/civitai/origins';
import { createFollowing } from './following';
import { accountHandlers } from './ipc/handlers/account';
import { appHandlers } from './ipc/handlers/app';
import { bulkHandlers } from './ipc/handlers/bulk';
import { catalogueHandlers } from './ipc/handlers/catalogue';
import { downloadsHandlers } from './ipc/handlers/downloads';
import { foldersHandlers } from './ipc/handlers/folders';
import { followingHandlers } from './ipc/handlers/following';
import { settingsHandlers } from './ipc/handlers/settings';
import { createPublish } from './ipc/publish';
import { serve } from './ipc/serve';
import { TrustedSenders } from './ipc/trusted-sender';
import { Account } from './services/account';
import { CataloguedFiles } from './services/catalogue/published-files';
import { PatientVolumes } from './services/disk/patient-volumes';
import { DownloadQueue } from './services/downloads/download-queue';
import { HoldWatch } from './services/downloads/hold-watch';
import { LimitWatch } from './services/downloads/limit-watch';
import { SleepWatch } from './services/downloads/sleep-watch';
import { CivitaiLinks } from './services/file-links';
import { Placement } from './services/placement';
import { ArrivingLinks } from './shell/arriving-links';
import { guardSession } from './shell/guard';
import { KeepAwake } from './shell/keep-awake';
import { hasKeychain, KeychainVault } from './shell/keychain-vault';
import { loadPage } from './shell/load-page';
import { openLog } from './shell/log';
import { offerTextMenu, setApplicationMenu } from './shell/menu';
import { openStored } from './shell/open-stored';
import { runsOnBattery, watchPower } from './shell/power-watch';
import { handleScheme, registerScheme } from './shell/scheme';
import { chooseProfileFolder, readApiOrigin, refuseToStart } from './shell/start-up';
import { StatusWatch } from './shell/status-watch';
import { builtPaths, createWindow, followTheme } from './shell/window';
import { openPieceBook } from './transfers';

/** Constructs and connects; decides nothing. */

const mainFolder = dirname(fileURLToPath(import.meta.url));
/** A packaged program never shows a page from anywhere but itself, whatever its environment says. */
const developmentServer = app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null);

/** Asking about power and lines starts programs, so it is done only when the answer matters anew. */
function mindsPower({ pauseOnBattery, pauseOnMetered }: Settings): string {
  return `${pauseOnBattery} ${pauseOnMetered}`;
}

async function run(api: ApiOrigin, profile: string): Promise<void> {
  const { stored, warnings } = openStored(profile, systemClock.nowMs());
  const vault = new KeychainVault(stored, api.origin);
  const log = openLog(profile, () => {
    const kept = vault.read();
    return kept.kind === 'token' ? [kept.token] : [];
  });
  process.on('uncaughtException', (error) => log.error('A bug was caught at the last moment.', error));
  process.on('unhandledRejection', (error) => log.error('A promise failed and nobody looked.', error));
  const { journal, putAside: journalAside } = openJournal(join(profile, 'civet.db'), systemClock.nowMs());
  for (const warning of warnings) log.warn(warning);
  if (journalAside !== null) log.warn(`The queue could not be read and was kept as ${journalAside}.`);

  let window: BrowserWindow | null = null;
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
  const placement = new Placement(stored, systemPlaces, (view) => {
    publish('folders.changed', view);
    plan.noteChange();
    void status.look();
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
  const queue = new DownloadQueue({
    transfers,
    measuring: new ThreadMeasuring(new WorkerHashing(new URL('./hash-worker.js', import.meta.url))),
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
      if (delta.upserts.some(({ state }) => state.kind === 'completed')) void placement.announce();
    },
    publishProgress: (progress) => publish('downloads.progress', progress),
    publishSpace: (space) => publish('downloads.spaceChanged', space),
    onHeld: () => status.noteChange(),
    report: (error) => log.error('A download met a bug.', error),
  });
  const plan = createBulkPlan({
    rooms,
    clock: systemClock,
    volumes,
    parts,
    queue,
    placement,
    settings: () => stored.settings(),
    isFolderChosen: () => stored.folders() !== null,
    publish: (delta) => publish('bulk.changed', delta),
    report: (error) => log.error('The plan met a bug.', error),
  });
  const limits: LimitWatch = new LimitWatch({
    clock: systemClock,
    settings: () => stored.settings(),
    weekMoment: localWeekMoment,
    onChanged: (limit) => {
      queue.setHeld('schedule', limit.bytesPerSecond === 0);
      tune();
      status.noteChange();
    },
  });
  const holds = new HoldWatch({
    clock: systemClock,
    settings: () => stored.settings(),
    isOnBattery: () => runsOnBattery(isOnBattery),
    isMetered: isMeteredLine,
    setHeld: (cause, isOn) => queue.setHeld(cause, isOn),
  });
  const checkAccount = () => {
    if (account.view().kind === 'unchecked') void account.check();
  };
  const following = createFollowing({
    ...rooms,
    clock: systemClock,
    chance: systemChance,
    profile,
    settings: () => stored.settings(),
    isHeld: () => !status.status().isOnline || queue.heldBy() !== null,
    publish: (view) => publish('following.changed', view),
    report: (what) => log.warn(what),
    onBug: (error) => log.error('A look at what is followed met a bug.', error),
  });
  const onWake = () => {
    queue.onWake();
    // Before the queue lets go: hour, power and line may be others than they were.
    limits.look();
    holds.look();
    checkAccount();
    following.onWake();
  };
  const sleep = new SleepWatch(systemClock, onWake);
  const tune = () =>
    transfers.tune({
      // A quiet hour holds the queue; 0 lets nothing of what it may have missed pass.
      bytesPerSecond: limits.limit().bytesPerSecond,
      connectionsPerDownload: stored.settings().connectionsPerDownload,
    });
  const status: StatusWatch = new StatusWatch({
    folder: () => stored.folders()?.root ?? null,
    look: (folder) => volumes.look(folder, folder),
    limit: () => limits.limit(),
    heldBy: () => queue.heldBy(),
    onChanged: (view) => publish('app.statusChanged', view),
    onBack: () => {
      holds.look();
      transfers.dropConnections();
      queue.wakeNetworkWaiters();
      checkAccount();
      following.onWake();
    },
  });

  const arriving = new ArrivingLinks(() => publish('app.linkArrived', null));
  const senders = new TrustedSenders();
  serve(
    {
      ...appHandlers({
        info: () => ({
          version: app.getVersion(),
          electron: process.versions.electron,
          platform: process.platform,
          apiOrigin: api.origin,
          isCustomOrigin: api.origin !== CIVITAI_ORIGIN.origin,
          hasKeychain: hasKeychain(),
        }),
        status: () => status.status(),
        graphics: new MachineGraphicsMemory(),
        copyText: (text) => clipboard.writeText(text),
        takeLink: () => arriving.take(),
        site: CIVITAI_ORIGIN.origin,
      }),
      ...catalogueHandlers(rooms),
      ...bulkHandlers({ plan, ...lockFiles(() => window) }),
      ...downloadsHandlers({
        queue,
        history: journal.history,
        catalogue,
        placement,
        volumes,
        show: async ({ folder, file }) => {
          if (file === null || !(await systemPlaces.exists(file)))
            return (await shell.openPath(folder)) === '';
          shell.showItemInFolder(file);
          return true;
        },
      }),
      ...followingHandlers(following),
      ...foldersHandlers({
        placement,
        pickFolder: async () => {
          if (window === null) return null;
          const answer = await dialog.showOpenDialog(window, {
            properties: ['openDirectory', 'createDirectory'],
          });
          return answer.canceled ? null : (answer.filePaths[0] ?? null);
        },
        openFolder: async (path) => (await shell.openPath(path)) === '',
      }),
      ...accountHandlers(account, () => queue.retryAfterLogin()),
      ...settingsHandlers({
        store: stored,
        onChanged: (settings, before) => {
          followTheme(settings.theme);
          limits.look();
          tune();
          awake.look();
          if (mindsPower(settings) !== mindsPower(before)) holds.look();
          queue.schedule();
          if (settings.maturity !== before.maturity) queue.republish();
          publish('settings.changed', settings);
          if (settings.maturity !== before.maturity) following.republish();
        },
      }),
    },
    {
      isTrusted: (event) => senders.isTrusted(event),
      report: (error, call) => log.error(`The call ${call} met a bug.`, error),
    },
  );

  const paths = builtPaths(mainFolder);
  guardSession(session.defaultSession, developmentServer !== null);
  handleScheme(session.defaultSession, {
    bundleFolder: paths.bundleFolder,
    developmentServer,
    pictures,
  });
  followTheme(stored.settings().theme);
  setApplicationMenu((target) => publish('app.navigate', target), developmentServer !== null);

  tune();
  queue.setHeld('schedule', limits.limit().bytesPerSecond === 0);
  holds.start();
  // A network drive may never answer; the window does not wait for it.
  void queue.start();
  for (const reason of journal.skippedRows()) log.warn(`A row of the queue could not be read: ${reason}`);
  limits.look();
  sleep.start();
  const unwatchPower = watchPower({
    onSleep: () => void queue.onSleep(),
    onWake,
    onSupply: () => holds.look(),
  });
  status.start();

  const openWindow = async () => {
    window = createWindow({
      preload: paths.preload,
      icon: paths.icon,
      stored: stored.window(),
      onPlaced: (place) => stored.saveWindow(place),
    });
    senders.trust(window.webContents);
    offerTextMenu(window.webContents);
    await loadPage(window.webContents);
  };

  arriving.listen(() => window);
  app.on('activate', () => {
    if (window === null || window.isDestroyed()) void openWindow();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  let saving: 'no' | 'underWay' | 'done' = 'no';
  app.on('before-quit', (event) => {
    if (saving === 'done') return;
    event.preventDefault();
    if (saving === 'underWay') return;
    saving = 'underWay';
    unwatchPower();
    sleep.stop();
    holds.stop();
    limits.stop();
    status.stop();
    following.stop();
    awake.release();
    void queue.stop().finally(() => {
      book.close();
      journal.close();
      rooms.close();
      saving = 'done';
      app.quit();
    });
  });

  // Last: someone may quit while the page still loads, and the queue is saved then too.
  await openWindow();
  void account.check();
  following.start();
}

const api = readApiOrigin();
const profile = chooseProfileFolder();
registerScheme();
nativeTheme.themeSource = 'system';

if (!app.requestSingleInstanceLock()) {
  app.exit(0);
} else {
  app
    .whenReady()
    .then(() => run(api, profile))
    .catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      const next =
        error instanceof NewerJournalError
          ? 'Install the latest version of Civet; nothing was changed.'
          : 'Nothing was changed. Start Civet again, or look into its log.';
      refuseToStart('Civet did not start.', `${message}\n${next}`);
    });
}
