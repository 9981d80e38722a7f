import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { expect } from 'vitest';
import { GotCivitaiHost } from '../../electron/adapters/civitai-api';
import { WorkerFolderWatch } from '../../electron/adapters/folder-watch';
import { createHttpClient, GotTransport } from '../../electron/adapters/http-transport';
import { openLibrary } from '../../electron/adapters/library-store';
import { WorkerLibrary } from '../../electron/adapters/library-threads';
import { Pictures } from '../../electron/adapters/pictures';
import { systemClock, systemPlaces } from '../../electron/adapters/system';
import { NodeVolumes } from '../../electron/adapters/volumes';
import { parseApiOrigin } from '../../electron/core/civitai/origins';
import type { DownloadRecord } from '../../electron/core/ports';
import { ManyModels } from '../../electron/services/bulk/many-models';
import { Catalogue } from '../../electron/services/catalogue/catalogue';
import { PacedCivitaiApi } from '../../electron/services/catalogue/paced-api';
import { SeenAnswers } from '../../electron/services/catalogue/seen-answers';
import { Identification } from '../../electron/services/library/identification';
import { Library } from '../../electron/services/library/library';
import { toNamedModel, VersionNames } from '../../electron/services/library/version-names';
import type { MaturityLevel } from '../../shared/civitai/model';
import type { LibraryDetails, LibraryEntry, LibraryStatus, LibraryWish } from '../../shared/library/library';
import { settingsSchema } from '../../shared/settings/schema';
import { inProject } from '../../tools/lib/project.mjs';
import { layoutOf } from './civitai/bytes/file-content.mjs';
import type { Civitai } from './civitai/index.mjs';

/** Bundles the library's thread as the app does, so that a test can run it for real. */
export async function bundleLibraryThread(): Promise<{
  readonly script: URL;
  readonly remove: () => Promise<void>;
}> {
  const folder = inProject('out', `library-${randomUUID()}`);
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    root: inProject(),
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
      minify: false,
      rollupOptions: {
        input: {
          'library-worker': inProject('electron', 'library-worker.ts'),
          'library-watch-worker': inProject('electron', 'library-watch-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  });
  return {
    script: pathToFileURL(join(folder, 'library-worker.js')),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export const EVERYTHING: LibraryWish = {
  text: '',
  types: [],
  baseModels: [],
  standings: [],
  creators: [],
  folderIds: [],
  usedBeforeMs: null,
  order: { by: 'name', isDescending: false },
};

export interface LibraryRigOptions {
  readonly origin: string;
  readonly script: URL;
  readonly profile: string;
  readonly roots: readonly string[];
  readonly maturity?: MaturityLevel;
  readonly width?: number;
  readonly settleMs?: number;
  readonly rescanMs?: number;
  /** Folders were looked through, and are about to be watched. */
  readonly beforeWatch?: () => void;
}

/** The library with its real index, threads and way to the service, without a window. */
export class LibraryRig {
  readonly published: LibraryStatus[] = [];
  readonly reports: string[] = [];
  readonly bugs: unknown[] = [];
  readonly library: Library;
  readonly threads: WorkerLibrary;
  readonly checkThreads: WorkerLibrary;
  roots: readonly string[];
  maturity: MaturityLevel;
  downloads: readonly DownloadRecord[] = [];

  constructor(options: LibraryRigOptions) {
    const { origin, script, profile, roots, maturity = 'PG', width = 2 } = options;
    const { settleMs = 200, rescanMs = 600_000 } = options;
    const api = parseApiOrigin(origin);
    if (!api.ok) throw new Error(`No origin: ${origin}`);
    this.roots = roots;
    this.maturity = maturity;
    const client = createHttpClient(api.value, 'Civet/0.0.0 (tests)');
    const clock = systemClock;
    const civitai = new PacedCivitaiApi({
      host: new GotCivitaiHost({ api: api.value, client }),
      clock,
      token: () => null,
    });
    const pictures = new Pictures({ api: api.value, http: new GotTransport(client), clock, files: null });
    const answers = new SeenAnswers({
      api: civitai,
      clock,
      store: null,
      owner: () => '',
      onRenewed: () => undefined,
    });
    const settings = () => settingsSchema.parse({});
    this.threads = new WorkerLibrary(script, width);
    this.checkThreads = new WorkerLibrary(script, 1);
    const catalogue = new Catalogue({ answers, clock, pictures, settings });
    const { store, choices, keeping } = openLibrary(join(profile, 'library.db'), clock.nowMs(), (what) =>
      this.reports.push(what),
    );
    const watch = new WorkerFolderWatch(new URL('library-watch-worker.js', script), { settleMs, rescanMs });
    this.library = new Library({
      store,
      choices,
      keeping,
      clock,
      places: systemPlaces,
      threads: this.threads,
      checkThreads: this.checkThreads,
      volumes: new NodeVolumes(),
      watch: {
        begin: (folders, listener) => {
          options.beforeWatch?.();
          return watch.begin(folders, listener);
        },
        close: () => watch.close(),
      },
      identification: new Identification({ api: civitai, catalogue, store, clock }),
      names: new VersionNames({
        models: new ManyModels({ api: civitai, catalogue, clock, keep: toNamedModel }),
        store,
        clock,
      }),
      roots: () => Promise.resolve(this.roots),
      pictures,
      maturity: () => this.maturity,
      downloads: () => this.downloads,
      newerOf: () => null,
      publish: (status) => this.published.push(status),
      onBug: (bug) => this.bugs.push(bug),
    });
  }

  /** Begins a scan, and waits until it has come to its end. */
  async scan(): Promise<LibraryStatus> {
    await this.library.start();
    const begun = this.library.scanNow();
    if (!begun.ok) throw new Error(`Refused: ${begun.error.code}`);
    return this.rests();
  }

  async rests(): Promise<LibraryStatus> {
    await expect.poll(() => this.library.isScanning(), { interval: 10 }).toBe(false);
    expect(this.bugs).toEqual([]);
    return this.library.status();
  }

  entries(wish: Partial<LibraryWish> = {}): readonly LibraryEntry[] {
    const page = this.library.list({ ...EVERYTHING, ...wish }, 0, 200);
    if (!page.ok) throw new Error(page.error.code);
    return page.value.entries;
  }

  /** The one file with this name, in whole. */
  file(fileName: string): LibraryDetails {
    const [entry] = this.entries().filter((each) => each.fileName === fileName);
    const found = entry === undefined ? null : this.library.details(entry.id);
    if (found === null || !found.ok || found.value === null) throw new Error(`${fileName} is not there.`);
    return found.value;
  }
}

/**
 * Other bytes under the old name, size and date. They are there at once, because a watch that met them with another
 * date would take them for a change.
 *
 * @param path of a file whose date is a whole second
 */
export async function replaceUnseen(path: string, bytes: Buffer): Promise<void> {
  const { mtimeMs } = await stat(path);
  const beside = join(dirname(path), `.${randomUUID()}`);
  await writeFile(beside, bytes);
  await utimes(beside, mtimeMs / 1_000, mtimeMs / 1_000);
  await rename(beside, path);
}

/** Writes the first file of a named model, byte for byte as the service has it. @returns its path */
export async function writeModel(
  civitai: Civitai,
  key: Parameters<Civitai['catalogue']['named']>[0],
  path: string,
): Promise<string> {
  const file = civitai.catalogue.named(key).versions[0]?.files[0];
  if (file === undefined) throw new Error(`${key} has no file.`);
  const layout = layoutOf(file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, layout.read(0, file.bytes));
  return path;
}
