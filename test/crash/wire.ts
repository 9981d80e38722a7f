import { parseApiOrigin } from '../../electron/core/civitai/origins';
import type { FileMeasuring } from '../../electron/core/hashing-ports';
import { oneRoot } from '../../electron/core/placement/roots';
import type {
  Chance,
  FolderChoice,
  HttpTransport,
  Journal,
  PartFiles,
  PieceBook,
  Places,
  SettingsStore,
  StorageTransport,
  Volumes,
} from '../../electron/core/ports';
import type { WeightHeaders } from '../../electron/core/weights/ports';
import { DownloadQueue } from '../../electron/services/downloads/download-queue';
import { CivitaiLinks } from '../../electron/services/file-links';
import { Placement } from '../../electron/services/placement';
import { createTransfers } from '../../electron/transfers';
import { downloadIdSchema, pictureIdSchema } from '../../shared/ids';
import { ok } from '../../shared/result';
import { settingsSchema } from '../../shared/settings/schema';
import type { SeededChance } from './chance';
import type { Life } from './life';

export interface FakePorts {
  readonly life: Life;
  readonly parts: PartFiles;
  readonly volumes: Volumes;
  readonly measuring: FileMeasuring;
  readonly headers: WeightHeaders;
  readonly storage: StorageTransport;
  /** Civitai's download address alone. */
  readonly http: HttpTransport;
  readonly journal: Journal;
  readonly book: PieceBook;
  readonly chance: SeededChance;
  readonly pieceBytes: number;
  readonly root: string;
  readonly limit: () => number;
  readonly hasPath: (path: string) => boolean;
  readonly report: (error: unknown) => void;
}

export interface StartedCivet {
  readonly queue: DownloadQueue;
  /** The network is back. */
  readonly onNetwork: () => void;
}

/** The fake disk is small. */
const MARGINS = { reserveOf: () => 4_096, hysteresisBytes: 2_048 };

/** Connects the real services and the real engine to fakes, as `main.ts` connects them to the world. */
export function startCivet(ports: FakePorts): StartedCivet {
  const { life, parts, storage, http, journal, book } = ports;
  const parsed = parseApiOrigin('https://civitai.test');
  if (!parsed.ok) throw new Error('The origin is wrong.');
  const api = parsed.value;
  const { clock } = life;
  const chance: Chance = {
    downloadId: () => downloadIdSchema.parse(ports.chance.hex(32)),
    fraction: () => ports.chance.fraction(),
  };
  const links = new CivitaiLinks({ api, http, clock, token: () => null });
  const transfers = createTransfers({
    api,
    links,
    parts,
    book,
    storage,
    clock,
    chance,
    pieceBytes: ports.pieceBytes,
    userAgent: 'Civet/0.0.0 (tests)',
  });
  const places = fakePlaces(ports.hasPath);
  const queue = new DownloadQueue({
    transfers,
    headers: ports.headers,
    measuring: ports.measuring,
    published: { look: (known) => Promise.resolve(ok(known)) },
    parts,
    book,
    volumes: ports.volumes,
    margins: MARGINS,
    places,
    clock,
    chance,
    journal,
    pictures: { idOf: () => pictureIdSchema.parse('a'.repeat(22)) },
    placement: new Placement(settingsAt(ports.root), places, () => undefined),
    limit: ports.limit,
    maturity: () => 'XXX',
    publish: () => undefined,
    publishProgress: () => undefined,
    publishSpace: () => undefined,
    onHeld: () => undefined,
    report: ports.report,
  });
  return { queue, onNetwork: () => queue.wakeNetworkWaiters() };
}

function settingsAt(root: string): SettingsStore {
  const choice: FolderChoice = oneRoot('comfyui', root);
  return {
    settings: () => settingsSchema.parse({}),
    saveSettings: () => undefined,
    folders: () => choice,
    saveFolders: () => undefined,
  };
}

function fakePlaces(hasPath: (path: string) => boolean): Places {
  return {
    join: (...parts) => parts.join('/').replace(/\/+/g, '/'),
    isInside: (root, path) => path === root || path.startsWith(`${root}/`),
    real: async (path) => path,
    relative: (root, path) => path.slice(root.length + 1),
    exists: async (path) => hasPath(path),
  };
}
