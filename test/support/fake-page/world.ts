import type { AccountView } from '../../../shared/account';
import { failure } from '../../../shared/failure';
import type { Handlers } from '../../../shared/ipc/contract';
import { FOLDER_KINDS, type FolderReason, type FoldersView } from '../../../shared/placement';
import { err, ok } from '../../../shared/result';
import { type Settings, settingsSchema } from '../../../shared/settings/schema';
import type { AppInfo, LimitInForce, SystemStatus } from '../../../shared/status';
import { FakeApi } from '../fake-api';
import { appUpdatesHandlers } from './app-updates-handlers';
import { bulkHandlers } from './bulk-handlers';
import { catalogueHandlers } from './catalogue-handlers';
import { diagnosticsHandlers } from './diagnostics-handlers';
import { downloadHandlers } from './download-handlers';
import { DownloadsSimulation } from './downloads-simulation';
import { duplicatesHandlers } from './duplicates-handlers';
import { entryHandlers } from './entry-handlers';
import { busyQueue, completed, oneOfEachFailure } from './fixtures/downloads';
import { type ChosenFolders, chosenFolders } from './fixtures/folders';
import { heldQueue, hugeQueue, shortQueue, volumesOf, weeklySchedule } from './fixtures/queues';
import { rulePreview, someRules } from './fixtures/rules';
import { followingHandlers } from './following-handlers';
import { inspectionHandlers } from './inspection-handlers';
import { libraryHandlers } from './library-handlers';
import { networkHandlers } from './network-handlers';
import { operationsHandlers } from './operations-handlers';
import type { Scenario } from './scenario';
import { namesHandlers, sidecarsHandlers } from './settings-handlers';
import { updatesHandlers } from './updates-handlers';

const info: AppInfo = {
  version: '0.1.0',
  electron: '33.2.1',
  platform: 'linux',
  apiOrigin: 'https://civitai.com',
  isCustomOrigin: false,
  hasKeychain: true,
};

function firstDownloads(scenario: Scenario) {
  switch (scenario) {
    case 'empty':
    case 'noFolders':
      return [];
    case 'errors':
      return oneOfEachFailure();
    case 'done':
      return Array.from({ length: 120 }, (_, at) => completed(at, 3 + at * at));
    case 'held':
      return heldQueue();
    case 'short':
      return shortQueue();
    case 'huge':
      return hugeQueue();
    default:
      return busyQueue();
  }
}

function firstAccount(scenario: Scenario): AccountView {
  if (scenario === 'signedOut' || scenario === 'empty' || scenario === 'noFolders')
    return { kind: 'signedOut' };
  if (scenario === 'offline') return { kind: 'unchecked', reason: 'offline' };
  if (scenario === 'errors') return { kind: 'unchecked', reason: 'keychainLocked' };
  return { kind: 'signedIn', username: 'mira_tensor', keptIn: scenario === 'done' ? 'session' : 'keychain' };
}

/** The limit by hand, or a quiet hour until seven while the schedule is on. */
function limitOf({ limit, schedule }: Settings): LimitInForce {
  if (schedule.isOn) {
    const untilMs = new Date().setHours(31, 0, 0, 0);
    return { bytesPerSecond: schedule.rules[0]?.bytesPerSecond ?? null, source: 'schedule', untilMs };
  }
  if (!limit.isOn) return { bytesPerSecond: null, source: 'none', untilMs: null };
  return { bytesPerSecond: limit.bytesPerSecond, source: 'manual', untilMs: null };
}

/** A main that lives in the page: enough of it to see and try every screen. */
export function createWorld(scenario: Scenario, theme: Settings['theme']): FakeApi {
  const api = new FakeApi();
  let settings = settingsSchema.parse({
    theme,
    simultaneousDownloads: 5,
    placementRules: scenario === 'empty' ? [] : someRules,
    ...(scenario === 'quiet' ? { schedule: weeklySchedule } : {}),
  });
  let account = firstAccount(scenario);
  const hasRoot = scenario !== 'noFolders' && scenario !== 'empty';
  let folders: FoldersView = hasRoot
    ? chosenFolders('comfyui', scenario !== 'errors')
    : { kind: 'notChosen' };
  let foldersBefore: FoldersView | null = null;
  let status: SystemStatus = {
    isOnline: scenario !== 'offline',
    freeBytes: hasRoot ? 71_403_000_000 : null,
    volumeLabel: hasRoot ? '/mnt/models' : null,
    limit: limitOf(settings),
    heldBy: scenario === 'held' ? 'battery' : scenario === 'quiet' ? 'schedule' : null,
  };
  const setFolders = (next: FoldersView) => {
    folders = next;
    api.emit('folders.changed', next);
    return ok(next);
  };
  const setAccount = (next: AccountView) => {
    account = next;
    api.emit('account.changed', next);
    return ok(next);
  };
  const changeFolder = (kind: string, label: string, reason: FolderReason) => {
    if (folders.kind !== 'chosen') return err(failure('input.folderNotChosen'));
    const changed = folders.folders.map((folder) =>
      folder.kind === kind ? { ...folder, label, path: label, reason, exists: true } : folder,
    );
    return setFolders({ ...folders, folders: changed });
  };
  const changeRoots = (change: (chosen: ChosenFolders) => ChosenFolders) => {
    if (folders.kind !== 'chosen') return err(failure('input.folderNotChosen'));
    foldersBefore = folders;
    return setFolders(change(folders));
  };
  const simulation = new DownloadsSimulation(
    api,
    firstDownloads(scenario),
    () => settings.simultaneousDownloads,
    () => status.heldBy,
  );
  const nothing = () => ok(null);
  const handlers: Handlers = {
    'app.info': () => ok({ ...info, hasKeychain: scenario !== 'done' }),
    'app.status': () => ok(status),
    'app.gpuMemory': () => ok(8 * 1024 ** 3),
    'app.copyText': nothing,
    'app.openLink': nothing,
    'app.openModelPage': nothing,
    'app.openTokenPage': nothing,
    'app.takeLink': nothing,
    'presence.leavePlace': nothing,
    'presence.takePlace': nothing,
    ...catalogueHandlers(scenario),
    ...downloadHandlers(simulation, volumesOf(scenario)),
    ...appUpdatesHandlers(api, scenario),
    ...followingHandlers(api, scenario),
    ...libraryHandlers(api, scenario),
    ...inspectionHandlers(api, scenario),
    ...duplicatesHandlers(api, scenario),
    ...operationsHandlers(api, scenario),
    ...updatesHandlers(api, scenario),
    ...bulkHandlers(api, scenario, () => account.kind === 'signedIn'),
    'folders.snapshot': () => ok(folders),
    'folders.pickRoot': ({ layout }) => {
      const isRefused = layout === 'a1111';
      if (isRefused)
        return err(
          failure('input.notThatLayout', {
            layout,
            path: '/mnt/models/ComfyUI',
            signs: 'models/Stable-diffusion, webui.py',
          }),
        );
      return setFolders(chosenFolders(layout ?? 'comfyui'));
    },
    'folders.takeRefused': ({ layout }) => setFolders(chosenFolders(layout)),
    'folders.pickForKind': ({ kind }) => changeFolder(kind, `/mnt/archive/${kind}`, 'own'),
    'folders.resetKind': ({ kind }) =>
      changeFolder(kind, `models/${FOLDER_KINDS.find((each) => each === kind)}`, 'layout'),
    'folders.useRootForKind': ({ kind }) => changeFolder(kind, `models/${kind}`, 'otherRoot'),
    'folders.lookAgain': nothing,
    'folders.openRoot': nothing,
    'folders.setUsual': ({ id }) => changeRoots((chosen) => ({ ...chosen, usualId: id })),
    'folders.removeRoot': ({ id }) =>
      changeRoots((chosen) => ({ ...chosen, roots: chosen.roots.filter((root) => root.id !== id) })),
    'folders.takeBack': () => setFolders(foldersBefore ?? folders),
    'folders.open': nothing,
    'folders.previewRules': ({ rules }) => ok(rulePreview(rules)),
    ...entryHandlers(api, scenario),
    ...diagnosticsHandlers(scenario),
    ...namesHandlers(scenario),
    ...sidecarsHandlers(api, scenario),
    ...networkHandlers(api, scenario),
    'account.snapshot': () => ok(account),
    'account.signIn': ({ token }) => {
      if (token.startsWith('bad')) return err(failure('access.tokenRejected'));
      return setAccount({ kind: 'signedIn', username: 'mira_tensor', keptIn: 'keychain' });
    },
    'account.signOut': () => setAccount({ kind: 'signedOut' }),
    'settings.snapshot': () => ok(settings),
    'settings.update': (patch) => {
      settings = { ...settings, ...patch };
      status = { ...status, limit: limitOf(settings) };
      api.emit('settings.changed', settings);
      api.emit('app.statusChanged', status);
      return ok(settings);
    },
  };
  for (const [name, handler] of Object.entries(handlers)) {
    // Each handler stands under the name of its call; Object.entries only forgets the pairing.
    api.answer(name as 'app.info', handler as Handlers['app.info']);
  }
  simulation.start();
  return api;
}
