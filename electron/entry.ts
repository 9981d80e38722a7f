import { dirname } from 'node:path';
import { app, BrowserWindow, clipboard, dialog } from 'electron';
import type { Arrival } from '../shared/civitai/arrival';
import type { EntryView } from '../shared/entry/entry';
import { type Settings, settingsSchema } from '../shared/settings/schema';
import { systemClock, systemPlaces } from './adapters/system';
import { readTextFile, writeTextFile } from './adapters/text-files';
import type { Machine } from './core/placement/usual-places';
import { LONGEST_SETTINGS_FILE } from './core/settings/settings-file';
import type { EntryNeeds } from './ipc/handlers/entry';
import { ClipboardWatch } from './services/entry/clipboard-watch';
import { FindPrograms } from './services/entry/find-programs';
import { FirstStart } from './services/entry/first-start';
import { SettingsExchange } from './services/entry/settings-exchange';
import type { Placement } from './services/placement';
import { showFile } from './shell/show-file';
import type { Stored } from './shell/stored';

export interface EntryParts {
  readonly stored: Stored;
  readonly placement: Placement;
  /** The window that the system's dialogs stand before. */
  readonly window: () => BrowserWindow | null;
  readonly onSettings: (settings: Settings, before: Settings) => void;
  readonly onChanged: (view: EntryView) => void;
  readonly onCopied: (arrival: Arrival) => void;
}

export interface EntryRooms {
  readonly needs: EntryNeeds;
  readonly copied: ClipboardWatch;
}

const FILTERS = [{ name: 'Civet settings', extensions: ['json'] }];

/** Wires what greets a new user, tells of copied links, and brings settings out of Civet and in. */
export function createEntry({ stored, placement, window, ...parts }: EntryParts): EntryRooms {
  const programs = new FindPrograms({ machine: thisMachine(), places: systemPlaces, clock: systemClock });
  const exchange = new SettingsExchange({
    store: stored,
    onSettings: parts.onSettings,
    onFolders: () => void placement.announce(),
  });
  const copied = new ClipboardWatch({
    clock: systemClock,
    isWanted: () => stored.settings().watchClipboard,
    // Older Electrons answer at once, newer ones later.
    readText: async () => await clipboard.readText(),
    isFocused: () => BrowserWindow.getFocusedWindow() !== null,
    offer: parts.onCopied,
  });
  app.on('browser-window-focus', () => void copied.onFocus());
  copied.noteSettings();
  const needs: EntryNeeds = {
    first: new FirstStart({ store: stored, programs, placement, publish: parts.onChanged }),
    programs,
    exchange,
    defaults: () => settingsSchema.parse({}),
    show: (path) => showFile({ folder: dirname(path), file: path }, systemPlaces.exists),
    pickFile: async () => {
      const parent = window();
      if (parent === null) return null;
      const answer = await dialog.showOpenDialog(parent, { properties: ['openFile'], filters: FILTERS });
      return answer.canceled ? null : (answer.filePaths[0] ?? null);
    },
    pickTarget: async () => {
      const parent = window();
      if (parent === null) return null;
      const answer = await dialog.showSaveDialog(parent, {
        defaultPath: 'civet-settings.json',
        filters: FILTERS,
      });
      return answer.canceled ? null : answer.filePath;
    },
    read: (path) => readTextFile(path, LONGEST_SETTINGS_FILE),
    write: writeTextFile,
  };
  return { needs, copied };
}

function thisMachine(): Machine {
  const { platform, env } = process;
  const place = (name: 'home' | 'documents' | 'desktop') => {
    try {
      return app.getPath(name);
    } catch {
      // Some systems name no such folder.
      return app.getPath('home');
    }
  };
  return {
    platform: platform === 'win32' || platform === 'darwin' ? platform : 'linux',
    home: place('home'),
    roaming: env.APPDATA ?? null,
    local: env.LOCALAPPDATA ?? null,
    documents: place('documents'),
    desktop: place('desktop'),
  };
}
