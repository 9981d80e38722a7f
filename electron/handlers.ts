import { type BrowserWindow, clipboard, shell } from 'electron';
import type { Handlers } from '../shared/ipc/contract';
import type { Settings } from '../shared/settings/schema';
import { MachineGraphicsMemory } from './adapters/graphics-memory';
import { systemClock, systemPlaces } from './adapters/system';
import type { RenewedCivet } from './app-updates';
import { lockFiles } from './bulk';
import type { createCatalogue } from './catalogue';
import { type ApiOrigin, CIVITAI_ORIGIN } from './core/civitai/origins';
import type { History, SettingsStore, Volumes } from './core/ports';
import type { EntryRooms } from './entry';
import { createRulePreviews } from './folders';
import { pickToInspect } from './inspection';
import { accountHandlers } from './ipc/handlers/account';
import { appHandlers } from './ipc/handlers/app';
import { appUpdatesHandlers } from './ipc/handlers/app-updates';
import { bulkHandlers } from './ipc/handlers/bulk';
import { catalogueHandlers } from './ipc/handlers/catalogue';
import { type DiagnosticsNeeds, diagnosticsHandlers } from './ipc/handlers/diagnostics';
import { downloadsHandlers } from './ipc/handlers/downloads';
import { duplicatesHandlers } from './ipc/handlers/duplicates';
import { entryHandlers } from './ipc/handlers/entry';
import { foldersHandlers } from './ipc/handlers/folders';
import { followingHandlers } from './ipc/handlers/following';
import { inspectionHandlers } from './ipc/handlers/inspection';
import { libraryHandlers } from './ipc/handlers/library';
import { namesHandlers } from './ipc/handlers/names';
import { networkHandlers } from './ipc/handlers/network';
import { operationsHandlers } from './ipc/handlers/operations';
import { type PlaceBook, presenceHandlers } from './ipc/handlers/presence';
import { settingsHandlers } from './ipc/handlers/settings';
import { sidecarsHandlers } from './ipc/handlers/sidecars';
import { updatesHandlers } from './ipc/handlers/updates';
import type { Account } from './services/account';
import type { BulkPlan } from './services/bulk/bulk-plan';
import type { DownloadQueue } from './services/downloads/download-queue';
import type { Network } from './services/network/network';
import type { Placement } from './services/placement';
import { NameExamples } from './services/placement/name-examples';
import { appInfo } from './shell/app-info';
import type { ArrivingLinks } from './shell/arriving-links';
import { openExternal } from './shell/open-external';
import { pickFolder } from './shell/pick-folder';
import type { Quitting } from './shell/quitting';
import { showFile } from './shell/show-file';
import type { StatusWatch } from './shell/status-watch';
import type { UserFiles } from './user-files';

export interface HandlerParts {
  readonly api: ApiOrigin;
  readonly rooms: ReturnType<typeof createCatalogue>;
  readonly plan: BulkPlan;
  readonly queue: DownloadQueue;
  readonly history: History;
  readonly placement: Placement;
  readonly volumes: Volumes;
  readonly following: Parameters<typeof followingHandlers>[0];
  readonly files: UserFiles;
  readonly sidecars: Parameters<typeof sidecarsHandlers>[0]['sidecars'];
  readonly account: Account;
  readonly network: Network;
  readonly renewed: RenewedCivet;
  readonly stored: SettingsStore;
  readonly diagnostics: DiagnosticsNeeds;
  readonly status: StatusWatch;
  readonly arriving: ArrivingLinks;
  readonly entry: EntryRooms;
  readonly places: PlaceBook;
  readonly quitting: Pick<Quitting, 'mayEnd' | 'end'>;
  /** The window that the system's dialogs stand before. */
  readonly window: () => BrowserWindow | null;
  readonly onSettings: (settings: Settings, before: Settings) => void;
}

/** Who answers which call of the page. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { rooms, plan, queue, placement, files, window } = parts;
  const { library, reports, lookAgain } = files.library;
  const copyText = (text: string) => {
    parts.entry.copied.noteOwn(text);
    clipboard.writeText(text);
  };
  const show = (place: Parameters<typeof showFile>[0]) => showFile(place, systemPlaces.exists);
  return {
    ...appHandlers({
      info: () => appInfo(parts.api),
      status: () => parts.status.status(),
      graphics: new MachineGraphicsMemory(),
      copyText,
      takeLink: () => parts.arriving.take(),
      site: CIVITAI_ORIGIN.origin,
    }),
    ...catalogueHandlers(rooms),
    ...bulkHandlers({ plan, ...lockFiles(window) }),
    ...downloadsHandlers({
      queue,
      history: parts.history,
      catalogue: rooms.catalogue,
      placement,
      volumes: parts.volumes,
      show,
    }),
    ...followingHandlers(parts.following),
    ...libraryHandlers({
      library,
      reports,
      lookAgain,
      chosen: files.changes.chosen,
      copyText,
      again: files.again,
      show,
    }),
    ...updatesHandlers(files.updates),
    ...appUpdatesHandlers({ ...parts.renewed, openExternal, quitting: parts.quitting }),
    ...inspectionHandlers({
      ...files.asking,
      pick: (what) => pickToInspect(window(), what),
      show,
    }),
    ...operationsHandlers(files.changes),
    ...duplicatesHandlers(files.duplicates),
    ...diagnosticsHandlers(parts.diagnostics),
    ...presenceHandlers(parts.places),
    ...foldersHandlers({
      placement,
      previews: createRulePreviews({
        placement,
        settings: () => parts.stored.settings(),
        downloads: () => queue.all(),
        library: (offset, limit) => library.indexed(offset, limit),
      }),
      pickFolder: () => pickFolder(window()),
      openFolder: async (path) => (await shell.openPath(path)) === '',
    }),
    ...namesHandlers(
      new NameExamples({
        downloads: () => queue.all(),
        samples: (mostOfType) => library.samples(mostOfType),
        revision: () => library.status().revision,
        published: (some, signal) => files.changes.rightFolders.published(some, signal),
        lookedAt: (most) => rooms.catalogue.lookedAt(most),
        clock: systemClock,
      }),
    ),
    ...sidecarsHandlers({ sidecars: parts.sidecars, queue }),
    ...accountHandlers(parts.account, () => queue.retryAfterLogin()),
    ...networkHandlers(parts.network),
    ...settingsHandlers({ store: parts.stored, onChanged: parts.onSettings }),
    ...entryHandlers(parts.entry.needs),
  };
}
