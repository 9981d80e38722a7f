import { readFile } from 'node:fs/promises';
import { homedir, hostname, release, userInfo } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, safeStorage } from 'electron';
import type { DiagnosedFolder, Diagnostics } from '../shared/diagnostics';
import { ok } from '../shared/result';
import { readLogLines } from './adapters/log-lines';
import { writeTextFile } from './adapters/text-files';
import { anonymise } from './core/log/anonymise';
import { writeReport } from './core/log/report';
import type { Clock, Volumes } from './core/ports';
import type { DiagnosticsNeeds } from './ipc/handlers/diagnostics';
import type { DownloadQueue } from './services/downloads/download-queue';
import type { Placement } from './services/placement';
import { hasKeychain } from './shell/keychain-vault';
import { LOG_FOLDER, type Log } from './shell/log-file';

/** As many lines as somebody may look through. */
const MOST_LINES = 400;

export interface DiagnosticsParts {
  readonly profile: string;
  readonly clock: Clock;
  readonly queue: DownloadQueue;
  readonly placement: Placement;
  readonly volumes: Volumes;
  readonly log: Log;
  readonly secrets: () => readonly string[];
  readonly window: () => BrowserWindow | null;
}

/** Wires what Civet tells of itself. Nothing of it leaves the machine unless the user saves it and sends it. */
export function createDiagnostics(parts: DiagnosticsParts): DiagnosticsNeeds {
  const look = () => lookAt(parts);
  return {
    look,
    report: async () => {
      const at = new Date(parts.clock.nowMs()).toISOString();
      return anonymise(writeReport(await look(), at), privateThings(parts));
    },
    save: async (text) => {
      const parent = parts.window();
      if (parent === null) return ok(false);
      const { canceled, filePath } = await dialog.showSaveDialog(parent, {
        defaultPath: 'civet-report.txt',
        filters: [{ name: 'Text', extensions: ['txt'] }],
      });
      if (canceled || filePath === '') return ok(false);
      const written = await writeTextFile(filePath, text);
      return written.ok ? ok(true) : written;
    },
    licences: readLicences,
  };
}

async function lookAt({ profile, queue, placement, volumes, log }: DiagnosticsParts): Promise<Diagnostics> {
  const counts = new Map<string, number>();
  for (const { state } of queue.all()) counts.set(state.kind, (counts.get(state.kind) ?? 0) + 1);
  const { electron, chrome, node } = process.versions;
  return {
    versions: { civet: app.getVersion(), electron, chromium: chrome, node },
    system: `${process.platform} ${release()} ${process.arch}`,
    keychain: keychainName(),
    folders: await foldersOf(placement, volumes),
    downloads: [...counts].map(([state, count]) => ({ state, count })),
    ...log.counts(),
    log: await readLogLines(join(profile, LOG_FOLDER), MOST_LINES),
  };
}

async function foldersOf(placement: Placement, volumes: Volumes): Promise<readonly DiagnosedFolder[]> {
  const view = await placement.view();
  if (view.kind === 'notChosen') return [];
  return Promise.all(
    view.roots.map(async ({ layout, path, isThere }) => {
      const volume = isThere ? await volumes.look(path, path) : 'missing';
      const facts = typeof volume === 'string' ? null : volume;
      return { layout, path, isThere, freeBytes: facts?.freeBytes ?? null, isFat32: facts?.isFat32 ?? false };
    }),
  );
}

function keychainName(): string | null {
  if (!hasKeychain()) return null;
  if (process.platform === 'darwin') return 'macOS Keychain';
  return process.platform === 'win32' ? 'Windows DPAPI' : safeStorage.getSelectedStorageBackend();
}

/** What only this user and this machine have. */
function privateThings({ profile, queue, secrets }: DiagnosticsParts) {
  const { username } = userInfo();
  return {
    secrets: secrets(),
    folders: [
      { path: profile, as: '[profile]' },
      { path: app.getAppPath(), as: '[civet]' },
      { path: homedir(), as: '~' },
    ],
    names: [
      { name: username, as: '[user]' },
      { name: hostname(), as: '[machine]' },
      ...queue.all().flatMap(({ target, fileName }) => [
        { name: target.modelName, as: '[model]' },
        { name: fileName, as: '[file]' },
      ]),
    ],
  };
}

/** As the build has written them, those of main before those of the page. */
async function readLicences(): Promise<string> {
  const texts = ['main', 'renderer'].map((part) =>
    readFile(join(app.getAppPath(), 'out', part, 'licences.md'), 'utf8').catch(() => ''),
  );
  return (await Promise.all(texts)).join('\n');
}
