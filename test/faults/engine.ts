import { join } from 'node:path';
import { createHttpClient, GotTransport } from '../../electron/adapters/http-transport';
import { openJournal, type SqliteJournal } from '../../electron/adapters/journal';
import { Pictures } from '../../electron/adapters/pictures';
import type { SqlitePieceBook } from '../../electron/adapters/piece-book';
import { systemChance, systemPlaces } from '../../electron/adapters/system';
import { UndiciStorage } from '../../electron/adapters/undici-storage';
import { parseApiOrigin } from '../../electron/core/civitai/origins';
import { oneRoot } from '../../electron/core/placement/roots';
import type { FileLinks, FolderChoice, PieceBook, SettingsStore } from '../../electron/core/ports';
import { DownloadQueue } from '../../electron/services/downloads/download-queue';
import { CivitaiLinks } from '../../electron/services/file-links';
import { Placement } from '../../electron/services/placement';
import type { PieceTransfers } from '../../electron/services/transfer/piece-transfers';
import { createTransfers, openPieceBook } from '../../electron/transfers';
import { ok } from '../../shared/result';
import { settingsSchema } from '../../shared/settings/schema';
import { plainMeasuring } from '../support/measuring';
import { SeededChance } from './file-bytes';
import type { World } from './world';

/** A fixed name, as the app gives itself. */
export const USER_AGENT = 'Civet/0.0.0 (desktop download manager)';

/** What a case needs of Civet: everything from the queue down, without a window. */
export interface Engine {
  readonly queue: DownloadQueue;
  readonly journal: SqliteJournal;
  readonly book: PieceBook;
  readonly links: FileLinks;
  readonly transfers: PieceTransfers;
  close(): Promise<void>;
}

/**
 * Puts Civet's own services and adapters together as `main.ts` does, on the clock and the folders of a
 * world. Only what the world must watch or steer is replaced.
 */
export function assemble(world: World, profile: string): Engine {
  const parsed = parseApiOrigin(world.origins.apiOrigin);
  if (!parsed.ok) throw new Error(`No origin: ${world.origins.apiOrigin}`);
  const api = parsed.value;
  const clock = world.clock.engine;
  const drawn = new SeededChance(world.needs.seed + 1);
  const chance = { downloadId: systemChance.downloadId, fraction: () => drawn.fraction() };
  const database = join(profile, 'civet.db');
  const { journal } = openJournal(database, clock.nowMs());
  const plainBook: SqlitePieceBook = openPieceBook(database);
  const book = world.ledger.watchBook(plainBook);
  const http = world.transports.watchHttp(new GotTransport(createHttpClient(api, USER_AGENT)));
  const storage = new UndiciStorage(api, USER_AGENT);
  const links = new CivitaiLinks({ api, http, clock, token: () => world.token });
  const transfers = createTransfers({
    api,
    links,
    parts: world.parts,
    book,
    userAgent: USER_AGENT,
    storage: world.transports.watchStorage(storage),
    clock,
    chance,
    ...world.replacedPorts(),
  });
  transfers.tune({ bytesPerSecond: null, connectionsPerDownload: world.scenario.connections ?? 1 });
  const settings = new SettingsInMemory(world.models);
  const queue = new DownloadQueue({
    transfers,
    measuring: plainMeasuring,
    published: { look: () => Promise.resolve(ok(world.published)) },
    parts: world.parts,
    book,
    volumes: world.volumes,
    places: systemPlaces,
    clock,
    chance,
    journal,
    pictures: new Pictures({ api, http, clock, files: null }),
    placement: new Placement(settings, systemPlaces, () => undefined),
    limit: () => world.limit,
    maturity: () => 'PG',
    publish: (delta) => {
      world.told.push(delta);
      for (const { id, state } of delta.upserts) world.states.push({ id, state });
    },
    publishProgress: (progress) => world.told.push(progress),
    publishSpace: (space) => world.told.push(space),
    onHeld: (cause) => world.told.push(cause),
    report: (error) => world.bugs.push(error),
  });
  return {
    queue,
    journal,
    book,
    links,
    transfers,
    close: async () => {
      await queue.stop();
      await storage.close();
      plainBook.close();
      journal.close();
    },
  };
}

class SettingsInMemory implements SettingsStore {
  private current = settingsSchema.parse({});
  private choice: FolderChoice | null;

  constructor(root: string) {
    this.choice = oneRoot('comfyui', root);
  }

  settings = () => this.current;
  saveSettings = (settings: typeof this.current) => {
    this.current = settings;
  };
  folders = () => this.choice;
  saveFolders = (choice: FolderChoice | null) => {
    this.choice = choice;
  };
}
