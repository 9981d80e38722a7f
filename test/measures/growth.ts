import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openJournal } from '../../electron/adapters/journal';
import { NodePartFiles } from '../../electron/adapters/part-files';
import { systemChance, systemClock, systemPlaces } from '../../electron/adapters/system';
import { NodeVolumes } from '../../electron/adapters/volumes';
import { oneRoot } from '../../electron/core/placement/roots';
import type { FolderChoice, SettingsStore, Transfers } from '../../electron/core/ports';
import { DownloadQueue } from '../../electron/services/downloads/download-queue';
import { Placement } from '../../electron/services/placement';
import { openPieceBook } from '../../electron/transfers';
import type { DownloadTarget } from '../../shared/download/download';
import { failure } from '../../shared/failure';
import { type DownloadId, pictureIdSchema } from '../../shared/ids';
import type { DownloadsDelta } from '../../shared/ipc/contract';
import { err, ok, type Result } from '../../shared/result';
import { settingsSchema } from '../../shared/settings/schema';

/**
 * How the cost of one step grows with the length of the queue. The queue, its journal in SQLite, the part files and
 * their places are the real ones; only the network is left out: each file is there as soon as it is asked for.
 */

const CONTENT = Buffer.from('{"what":"a file so small that only the queue itself costs time"}');
const SHA256 = createHash('sha256').update(CONTENT).digest('hex').toUpperCase();
const PICTURE = pictureIdSchema.parse('A'.repeat(22));
/** Odd, so that the median is a value that was measured. */
const SAMPLES = 31;
const AT_ONCE = 3;

export interface GrowthPoint {
  readonly count: number;
  /** To add one more file to a queue of this length. */
  readonly addMs: number;
  /** To move one of its files to the top. */
  readonly reorderMs: number;
  /** From the start of one of its files to its place in the folder. */
  readonly finishMs: number;
  /** For each file, when a queue of this length is added and fetched to its end. */
  readonly msPerFile: number;
}

const instantTransfers: Transfers = {
  run: async (wanted, observer) => {
    writeFileSync(wanted.partPath, CONTENT);
    const accepted = await observer.onAccepted(CONTENT.length);
    if (!accepted.ok) return accepted;
    observer.onDurable(CONTENT.length);
    observer.onComplete(CONTENT.length);
    return ok({ totalBytes: CONTENT.length, hashes: { sha256: SHA256 }, hashTailMs: 0 });
  },
  tune: () => undefined,
  reweigh: () => undefined,
  dropConnections: () => undefined,
  urge: () => undefined,
};

class FixedSettings implements SettingsStore {
  private choice: FolderChoice | null = null;
  settings = () => settingsSchema.parse({});
  saveSettings = () => undefined;
  folders = () => this.choice;
  saveFolders = (choice: FolderChoice | null) => {
    this.choice = choice;
  };
}

/** A queue in a folder of its own, which may be told to run nothing. */
class LongQueue {
  readonly ids: DownloadId[] = [];
  mostAtOnce = 0;
  onDelta: (delta: DownloadsDelta) => void = () => undefined;
  private readonly folder: string;
  private readonly close: () => Promise<void>;
  private readonly queue: DownloadQueue;
  private nextVersion = 1;

  constructor(parent: string) {
    this.folder = mkdtempSync(join(parent, 'queue-'));
    const models = join(this.folder, 'models');
    mkdirSync(models);
    const settings = new FixedSettings();
    settings.saveFolders(oneRoot('plain', models));
    const database = join(this.folder, 'civet.db');
    const { journal } = openJournal(database, Date.now());
    const book = openPieceBook(database);
    this.queue = new DownloadQueue({
      transfers: instantTransfers,
      measuring: { measure: async () => err(failure('input.cancelled')) },
      published: { look: async (known) => ok(known) },
      parts: new NodePartFiles(),
      book,
      volumes: new NodeVolumes(),
      places: systemPlaces,
      clock: systemClock,
      chance: systemChance,
      journal,
      pictures: { idOf: () => PICTURE },
      placement: new Placement(settings, systemPlaces, () => undefined),
      limit: () => this.mostAtOnce,
      maturity: () => 'PG',
      publish: (delta) => this.onDelta(delta),
      publishProgress: () => undefined,
      publishSpace: () => undefined,
      onHeld: () => undefined,
      report: (error) => {
        throw error;
      },
    });
    this.close = async () => {
      await this.queue.stop();
      book.close();
      journal.close();
      rmSync(this.folder, { recursive: true, force: true });
    };
  }

  add(): void {
    this.ids.push(must(this.queue.add(targetOf(this.nextVersion))));
    this.nextVersion += 1;
  }

  moveToTop(id: DownloadId): void {
    must(this.queue.move([id], { kind: 'top' }));
  }

  /** Lets exactly one file run, and waits until it is in its place. */
  async finishOne(): Promise<void> {
    await this.run(1, (ended) => ended === 1, true);
  }

  async finishAll(): Promise<void> {
    await this.run(AT_ONCE, (ended) => ended === this.ids.length, false);
  }

  async end(): Promise<void> {
    await this.close();
  }

  private async run(
    mostAtOnce: number,
    isEnough: (ended: number) => boolean,
    isOnlyOne: boolean,
  ): Promise<void> {
    let ended = 0;
    await new Promise<void>((resolve) => {
      this.onDelta = ({ upserts }) => {
        for (const { state } of upserts) {
          if (isOnlyOne && state.kind !== 'queued') this.mostAtOnce = 0;
          if (state.kind === 'failed') throw new Error(`A file failed: ${state.cause.code}`);
          if (state.kind === 'completed') ended += 1;
        }
        if (isEnough(ended)) resolve();
      };
      this.mostAtOnce = mostAtOnce;
      this.queue.schedule();
    });
    this.mostAtOnce = 0;
    this.onDelta = () => undefined;
  }
}

function targetOf(versionId: number): DownloadTarget {
  return {
    modelId: versionId,
    versionId,
    fileId: versionId,
    modelName: `Model ${versionId}`,
    versionName: 'v1',
    modelType: 'LORA',
    baseModel: 'SDXL 1.0',
    creator: 'someone',
    file: {
      untrustedName: `model-${versionId}.json`,
      type: 'Config',
      format: 'Other',
      precision: null,
      sizeClass: null,
      approximateBytes: CONTENT.length,
    },
    hashes: { sha256: SHA256, blake3: null, crc32: null, autoV1: null, autoV2: null, autoV3: null },
    pictureUrl: null,
    pictureMaturity: null,
    blurhash: null,
  };
}

async function measure(parent: string, count: number): Promise<GrowthPoint> {
  const all = new LongQueue(parent);
  const startedAt = performance.now();
  for (let index = 0; index < count; index += 1) all.add();
  await all.finishAll();
  const msPerFile = (performance.now() - startedAt) / count;
  await all.end();

  const queue = new LongQueue(parent);
  for (let index = 0; index < count; index += 1) queue.add();
  const addMs = await medianOf(() => queue.add());
  const reorderMs = await medianOf((sample) => {
    const id = queue.ids[(sample * 7_919) % queue.ids.length];
    if (id !== undefined) queue.moveToTop(id);
  });
  const finishMs = await medianOf(() => queue.finishOne());
  await queue.end();
  return { count, addMs, reorderMs, finishMs, msPerFile };
}

async function medianOf(step: (sample: number) => void | Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const startedAt = performance.now();
    await step(sample);
    times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b)[(SAMPLES - 1) / 2] ?? Number.NaN;
}

function must<Value>(result: Result<Value, { readonly code: string }>): Value {
  if (!result.ok) throw new Error(`The queue refused: ${result.error.code}`);
  return result.value;
}

const [parent = '.', ...counts] = process.argv.slice(2);
// Code that has not run before is slow, and would make the shortest queue look worse than it is.
await measure(parent, 200);
const points: GrowthPoint[] = [];
for (const count of counts.map(Number)) points.push(await measure(parent, count));
process.stdout.write(`${JSON.stringify(points)}\n`);
