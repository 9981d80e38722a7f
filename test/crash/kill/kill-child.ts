import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHttpClient, GotTransport } from '../../../electron/adapters/http-transport';
import { openJournal } from '../../../electron/adapters/journal';
import { NodePartFiles, systemNameCalls } from '../../../electron/adapters/part-files';
import { systemChance, systemClock, systemPlaces } from '../../../electron/adapters/system';
import { ThreadMeasuring } from '../../../electron/adapters/thread-measuring';
import { NodeVolumes } from '../../../electron/adapters/volumes';
import { WorkerHashing } from '../../../electron/adapters/worker-hashing';
import { parseApiOrigin } from '../../../electron/core/civitai/origins';
import { oneRoot } from '../../../electron/core/placement/roots';
import type { Clock, FolderChoice, SettingsStore } from '../../../electron/core/ports';
import { DownloadQueue } from '../../../electron/services/downloads/download-queue';
import { CivitaiLinks } from '../../../electron/services/file-links';
import { Placement } from '../../../electron/services/placement';
import { createTransfers, openPieceBook } from '../../../electron/transfers';
import type { DownloadView } from '../../../shared/download/download';
import { ruleOf } from '../../../shared/failure';
import { type DownloadId, downloadIdSchema, pictureIdSchema } from '../../../shared/ids';
import { ok } from '../../../shared/result';
import { settingsSchema } from '../../../shared/settings/schema';
import { ADDED, type ChildOrders, childOrdersSchema, READY, STATE } from './child-orders';
import { CrashPoints } from './crash-points';
import { idText, targetOf } from './target';

// The real services, the real engine and the real adapters, as a program that may be killed at any time.

const USER_AGENT = 'Civet/0.0.0 (tests)';
/** Small disks are used here, and what is tested is what happens when they are full. */
const MARGINS = { reserveOf: () => 0, hysteresisBytes: 0 };

/** Seconds of the program pass faster than those of the world, so that a life of one has many batches. */
function fasterClock(times: number): Clock {
  return {
    nowMs: systemClock.nowMs,
    steadyMs: () => systemClock.steadyMs() * times,
    after: (delayMs, callback) => systemClock.after(delayMs / times, callback),
  };
}

function settingsFor(models: string): SettingsStore {
  const choice: FolderChoice = oneRoot('plain', models);
  return {
    settings: () => settingsSchema.parse({}),
    saveSettings: () => undefined,
    folders: () => choice,
    saveFolders: () => undefined,
  };
}

async function run(orders: ChildOrders): Promise<void> {
  const points = new CrashPoints(process.env.CIVET_CRASH_AT);
  const api = parseApiOrigin(orders.apiOrigin);
  if (!api.ok) throw new Error(`No origin: ${orders.apiOrigin}`);
  const databasePath = join(orders.profile, 'civet.db');
  const { journal } = openJournal(databasePath, Date.now());
  const stored = openPieceBook(databasePath);
  const book = points.watchBook(stored);
  const parts = points.watchParts(new NodePartFiles(points.watchNames(systemNameCalls)));
  const clock = fasterClock(orders.timesFaster);
  const http = new GotTransport(createHttpClient(api.value, USER_AGENT));
  const links = new CivitaiLinks({ api: api.value, http, clock, token: () => null });
  const hashing = new WorkerHashing(new URL('./hash-worker.mjs', import.meta.url));
  const transfers = createTransfers({
    api: api.value,
    links,
    parts,
    book,
    hashing,
    clock,
    userAgent: USER_AGENT,
    pieceBytes: orders.pieceBytes,
  });
  const queue: DownloadQueue = new DownloadQueue({
    transfers,
    // Every second file turns out to be something else than what Civitai says.
    headers: { recognise: async (path) => (/model-\d*[02468]\./.test(path) ? 'vae' : null) },
    measuring: new ThreadMeasuring(hashing),
    published: { look: async (known) => ok(known) },
    parts,
    book,
    volumes: new NodeVolumes(),
    margins: MARGINS,
    places: systemPlaces,
    clock,
    chance: { ...systemChance, downloadId: () => idOfNext(queue, orders) },
    journal: points.watchJournal(journal),
    pictures: { idOf: () => pictureIdSchema.parse('a'.repeat(22)) },
    placement: new Placement(settingsFor(orders.models), systemPlaces, () => undefined),
    limit: () => orders.simultaneous,
    maturity: () => 'XXX',
    publish: ({ upserts }) => upserts.forEach(tell),
    publishProgress: () => undefined,
    publishSpace: () => undefined,
    onHeld: () => undefined,
    report: (error) => {
      throw error;
    },
  });
  await queue.start();
  console.log(READY);
  for (const file of orders.files) {
    if (queue.find(200, file.number) !== null) continue;
    const added = queue.add(targetOf(file));
    if (!added.ok) throw new Error(`Not added: ${added.error.code}`);
    console.log(`${ADDED}${file.number}`);
  }
  await finished(queue, orders);
  await queue.stop();
  stored.close();
  journal.close();
}

/** Known to the parent beforehand, so that it knows the names of part files. */
function idOfNext(queue: DownloadQueue, { files }: ChildOrders): DownloadId {
  const next = files.find(({ number }) => queue.find(200, number) === null);
  return downloadIdSchema.parse(idText(next?.number ?? 0));
}

function tell({ fileId, state }: DownloadView): void {
  console.log(`${STATE}${fileId} ${state.kind} ${'cause' in state ? state.cause.code : ''}`);
}

/** What only goes on when the user says so. */
function asksUser({ state }: DownloadView): boolean {
  if (state.kind === 'failed') return true;
  return state.kind === 'waiting' && ruleOf(state.cause.code).stopsVolume === 'faulty';
}

/** Until every file is complete, or the time that the parent gives is up; what fails is tried again. */
async function finished(queue: DownloadQueue, orders: ChildOrders): Promise<void> {
  const untilMs = Date.now() + orders.longestMs;
  for (;;) {
    const { downloads } = queue.snapshot();
    if (downloads.every(({ state }) => state.kind === 'completed')) return;
    if (Date.now() > untilMs)
      throw new Error(`Not finished: ${JSON.stringify(downloads.map((each) => each.state))}`);
    for (const download of downloads) if (asksUser(download)) queue.retry(download.id);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

run(childOrdersSchema.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')))).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
