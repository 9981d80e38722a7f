import type { DownloadProgress } from '../../shared/download/download';
import { type DownloadId, pictureIdSchema } from '../../shared/ids';
import type { DownloadsDelta } from '../../shared/ipc/contract';
import type { Settings } from '../../shared/settings/schema';
import { GotCivitaiHost } from '../adapters/civitai-api';
import { nodeConfigFiles } from '../adapters/config-files';
import { createHttpClient, GotTransport } from '../adapters/http-transport';
import { systemChance, systemClock, systemPlaces } from '../adapters/system';
import type { ApiOrigin } from '../core/civitai/origins';
import type { Journal, PictureBook, Transfers } from '../core/ports';
import { Catalogue } from '../services/catalogue/catalogue';
import { PacedCivitaiApi } from '../services/catalogue/paced-api';
import { CataloguedFiles } from '../services/catalogue/published-files';
import { SeenAnswers } from '../services/catalogue/seen-answers';
import type { DownloadQueue } from '../services/downloads/download-queue';
import { CivitaiLinks } from '../services/file-links';
import { Placement } from '../services/placement';
import { SessionSettings } from './state/session-settings';
import { civetVersion } from './version';

/** Constructs and connects the services for one command; decides nothing. */

/** A terminal shows no pictures, so all of them may have one name. */
const NO_PICTURES: PictureBook = { idOf: () => pictureIdSchema.parse('A'.repeat(22)) };

export interface ServiceNeeds {
  readonly api: ApiOrigin;
  /** Null for what needs no login. */
  readonly token: string | null;
  readonly settings: Partial<Settings>;
}

export type Services = ReturnType<typeof composeServices>;

/** What asks Civitai, and what decides where files go. */
export function composeServices({ api, token, settings: given }: ServiceNeeds) {
  const settings = new SessionSettings(given);
  const userAgent = `Civet/${civetVersion()} (command line)`;
  const client = createHttpClient(api, userAgent);
  const host = new GotCivitaiHost({ api, client });
  const civitai = new PacedCivitaiApi({ host, clock: systemClock, token: () => token });
  const catalogue = new Catalogue({
    answers: answersOfOneRun(civitai),
    clock: systemClock,
    pictures: NO_PICTURES,
    settings: () => settings.settings(),
  });
  const placement = new Placement(settings, systemPlaces, () => undefined, nodeConfigFiles);
  const http = new GotTransport(client);
  const links = new CivitaiLinks({ api, http, clock: systemClock, token: () => token });
  return { api, settings, civitai, catalogue, placement, links, userAgent };
}

/** A command asks a few questions and ends: nothing is kept for the next one. */
function answersOfOneRun(api: PacedCivitaiApi): SeenAnswers {
  return new SeenAnswers({
    api,
    clock: systemClock,
    store: null,
    owner: () => '',
    onRenewed: () => undefined,
  });
}

export interface DownloadsNeeds {
  readonly services: Services;
  readonly databasePath: string;
  /** Holds only what this command is about. */
  readonly journal: Journal;
  /** How many may run at once; 0 keeps all of them where they are. */
  readonly mostAtOnce: number;
  readonly publish: (delta: DownloadsDelta) => void;
  readonly publishProgress: (progress: readonly DownloadProgress[]) => void;
  readonly report: (error: unknown) => void;
}

export interface Downloads {
  readonly queue: DownloadQueue;
  /** From the last byte of a file on disk to its hash; null before that, and for what was placed before. */
  hashTailMs(id: DownloadId): number | null;
  /** After the queue has stopped. */
  close(): void;
}

/** What fetches. Loaded when it is needed: who searches or asks for a plan needs none of it. */
export async function composeDownloads(needs: DownloadsNeeds): Promise<Downloads> {
  const [
    { NodePartFiles },
    { ThreadMeasuring },
    { NodeVolumes },
    { nodeWeightHeaders },
    { WorkerHashing },
    { PatientVolumes },
    { DownloadQueue },
    transfer,
  ] = await Promise.all([
    import('../adapters/part-files'),
    import('../adapters/thread-measuring'),
    import('../adapters/volumes'),
    import('../adapters/weight-headers'),
    import('../adapters/worker-hashing'),
    import('../services/disk/patient-volumes'),
    import('../services/downloads/download-queue'),
    import('../transfers'),
  ]);
  const { api, settings, placement, links, userAgent } = needs.services;
  const { limit, connectionsPerDownload, maturity } = settings.settings();
  const parts = new NodePartFiles();
  const book = transfer.openPieceBook(needs.databasePath);
  // Nothing waits for this thread as a window would, so only hashing gets one of its own.
  const hashing = new WorkerHashing(new URL('./hash-worker.js', import.meta.url));
  const transfers = transfer.createTransfers({ api, links, parts, book, userAgent, hashing });
  transfers.tune({ bytesPerSecond: limit.isOn ? limit.bytesPerSecond : null, connectionsPerDownload });
  const tails = new Map<DownloadId, number>();
  const queue = new DownloadQueue({
    transfers: withTails(transfers, tails),
    headers: nodeWeightHeaders,
    measuring: new ThreadMeasuring(hashing),
    published: new CataloguedFiles(needs.services.catalogue),
    parts,
    book,
    volumes: new PatientVolumes(new NodeVolumes(), systemClock),
    places: systemPlaces,
    clock: systemClock,
    chance: systemChance,
    journal: needs.journal,
    pictures: NO_PICTURES,
    placement,
    limit: () => needs.mostAtOnce,
    maturity: () => maturity,
    publish: needs.publish,
    publishProgress: needs.publishProgress,
    publishSpace: () => undefined,
    onHeld: () => undefined,
    report: needs.report,
  });
  return { queue, hashTailMs: (id) => tails.get(id) ?? null, close: () => book.close() };
}

/** The same transfers, which note how long each proof took. */
function withTails(transfers: Transfers, tails: Map<DownloadId, number>): Transfers {
  return {
    run: async (wanted, observer, signal) => {
      const received = await transfers.run(wanted, observer, signal);
      if (received.ok) tails.set(wanted.id, received.value.hashTailMs);
      return received;
    },
    tune: (tuning) => transfers.tune(tuning),
    reweigh: (id, weight) => transfers.reweigh(id, weight),
    dropConnections: () => transfers.dropConnections(),
    urge: (host) => transfers.urge(host),
  };
}
