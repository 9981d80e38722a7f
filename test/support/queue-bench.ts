import { join } from 'node:path';
import { expect } from 'vitest';
import { openJournal, SqliteJournal } from '../../electron/adapters/journal';
import { SqlitePieceBook } from '../../electron/adapters/piece-book';
import { systemPlaces } from '../../electron/adapters/system';
import type { MeasuredHashes } from '../../electron/core/download/verify';
import { oneRoot } from '../../electron/core/placement/roots';
import type {
  History,
  Journal,
  PieceBook,
  ReceivedFile,
  TransferObserver,
  Transfers,
  WantedFile,
} from '../../electron/core/ports';
import type { DiskMargins } from '../../electron/services/disk/disk-watch';
import { PatientVolumes } from '../../electron/services/disk/patient-volumes';
import { DownloadQueue } from '../../electron/services/downloads/download-queue';
import { Placement } from '../../electron/services/placement';
import type { DownloadTarget, DownloadView } from '../../shared/download/download';
import type { HoldCause } from '../../shared/download/hold';
import type { VolumeSpace } from '../../shared/download/space';
import { type Failure, failure } from '../../shared/failure';
import { type DownloadId, downloadIdSchema } from '../../shared/ids';
import type { DownloadsDelta } from '../../shared/ipc/contract';
import { err, ok, type Result } from '../../shared/result';
import type { MemoryBook, MemoryJournal } from './memory-books';
import { MemoryParts } from './memory-parts';
import { FakeSettings, temporaryFolder } from './rig';
import { SteeredClock, settle } from './steered-clock';

export interface MemoryBooks {
  readonly journal: MemoryJournal;
  readonly book: MemoryBook;
}

interface StagedRun {
  readonly wanted: WantedFile;
  readonly observer: TransferObserver;
  readonly end: (answer: Result<ReceivedFile, Failure>) => void;
}

/** Transfers that go as far as the test says. */
class StagedTransfers implements Transfers {
  readonly runs = new Map<DownloadId, StagedRun>();
  readonly started: string[] = [];
  drops = 0;
  readonly urges: (string | null)[] = [];

  run(wanted: WantedFile, observer: TransferObserver, signal: AbortSignal) {
    this.started.push(wanted.fileName);
    return new Promise<Result<ReceivedFile, Failure>>((resolve) => {
      const end = (answer: Result<ReceivedFile, Failure>) => {
        this.runs.delete(wanted.id);
        resolve(answer);
      };
      this.runs.set(wanted.id, { wanted, observer, end });
      signal.addEventListener('abort', () => end(err(failure('input.cancelled'))), { once: true });
    });
  }
  tune(): void {}
  readonly weights: { readonly id: DownloadId; readonly weight: number }[] = [];
  reweigh(id: DownloadId, weight: number): void {
    this.weights.push({ id, weight });
  }
  dropConnections(): void {
    this.drops += 1;
  }
  urge(host: string | null): void {
    this.urges.push(host);
  }
}

/**
 * The queue on a real database, with a clock, transfers and disks that the test moves. For what the
 * queue decides; what comes over the wire, and what disks really do, is tested elsewhere.
 */
export class QueueBench {
  readonly clock = new SteeredClock();
  readonly settings = new FakeSettings();
  readonly disks = new MemoryParts();
  readonly deltas: DownloadsDelta[] = [];
  readonly space: (readonly VolumeSpace[])[] = [];
  readonly held: (HoldCause | null)[] = [];
  readonly bugs: unknown[] = [];
  transfers = new StagedTransfers();
  /** SHA-256 of files that are in folders already, by their paths. */
  readonly hashes = new Map<string, string>();
  /** Answers in its own time instead of from `hashes`. */
  slowHash: (() => Promise<string>) | null = null;
  /** What Civitai says of any file when it is asked again. */
  published: Result<DownloadTarget, Failure> = err(failure('network.offline'));
  private serial = 0;
  private opened: {
    readonly queue: DownloadQueue;
    readonly journal: Journal & { close(): void };
    readonly book: PieceBook & { close(): void };
  } | null = null;

  private constructor(
    private readonly profile: Awaited<ReturnType<typeof temporaryFolder>>,
    private readonly margins: DiskMargins,
    private readonly memory: MemoryBooks | null,
  ) {
    this.disks.addVolume('models');
    this.settings.saveFolders(oneRoot('plain', '/models'));
  }

  /** @param memory keeps the queue there instead of in a database */
  static async open(
    margins: DiskMargins = { reserveOf: () => 0, hysteresisBytes: 0 },
    memory: MemoryBooks | null = null,
  ): Promise<QueueBench> {
    const bench = new QueueBench(await temporaryFolder('profile'), margins, memory);
    await bench.start();
    return bench;
  }

  get queue(): DownloadQueue {
    if (this.opened === null) throw new Error('The queue is closed.');
    return this.opened.queue;
  }

  get history(): History {
    if (!(this.opened?.journal instanceof SqliteJournal)) throw new Error('No database is open.');
    return this.opened.journal.history;
  }

  /** @param heldBy holds from before the start, as the main process does it */
  async start(heldBy: HoldCause | null = null): Promise<void> {
    const { journal, book } = this.memory ?? this.openDatabase();
    this.transfers = new StagedTransfers();
    const queue = new DownloadQueue({
      transfers: this.transfers,
      measuring: { measure: (path) => this.measure(path) },
      published: { look: () => Promise.resolve(this.published) },
      parts: this.disks,
      book,
      volumes: new PatientVolumes(this.disks, this.clock),
      margins: this.margins,
      places: systemPlaces,
      clock: this.clock,
      chance: { downloadId: () => this.nextId(), fraction: () => 0.5 },
      journal,
      pictures: { idOf: () => expect.unreachable() },
      placement: new Placement(this.settings, systemPlaces, () => undefined),
      limit: () => this.settings.settings().simultaneousDownloads,
      maturity: () => 'PG',
      publish: (delta) => this.deltas.push(delta),
      publishProgress: () => undefined,
      publishSpace: (space) => this.space.push(space),
      onHeld: (cause) => this.held.push(cause),
      report: (error) => this.bugs.push(error),
    });
    this.opened = { queue, journal, book };
    if (heldBy !== null) queue.setHeld(heldBy, true);
    // As the window does, which waits for no disk.
    void queue.start();
    await settle();
  }

  async stop(): Promise<void> {
    if (this.opened === null) return;
    const { queue, book, journal } = this.opened;
    this.opened = null;
    await queue.stop();
    book.close();
    journal.close();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async close(): Promise<void> {
    await this.stop();
    expect(this.bugs).toEqual([]);
    await this.profile.remove();
  }

  limit(simultaneousDownloads: number): void {
    this.settings.saveSettings({ ...this.settings.settings(), simultaneousDownloads });
    this.queue.schedule();
  }

  /** @param name also the file's name, to which ".safetensors" is added */
  add(name: string, bytes: number | null = 1_000_000_000, change: Partial<DownloadTarget> = {}): DownloadId {
    this.serial += 1;
    const added = this.queue.add(targetOf(name, this.serial, bytes, change));
    if (!added.ok) throw new Error(added.error.code);
    return added.value;
  }

  addAll<const Names extends readonly string[]>(
    ...names: Names
  ): { readonly [At in keyof Names]: DownloadId } {
    // One id a name, in the same order.
    return names.map((name) => this.add(name)) as unknown as { readonly [At in keyof Names]: DownloadId };
  }

  view(id: DownloadId): DownloadView {
    const view = this.queue.snapshot().downloads.find((each) => each.id === id);
    if (view === undefined) throw new Error('No such download.');
    return view;
  }

  /** Names of those that transfer now, in alphabetical order. */
  running(): string {
    return [...this.transfers.runs.values()]
      .map(({ wanted }) => nameOf(wanted.fileName))
      .toSorted()
      .join(' ');
  }

  /** Names of all whose transfer has begun since the start, in that order. */
  started(): string {
    return this.transfers.started.map(nameOf).join(' ');
  }

  /** Names of the unfinished ones in the order that a page would show them in. */
  order(): string {
    return this.queue
      .snapshot()
      .downloads.filter(({ state }) => state.kind !== 'completed')
      .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
      .map(({ modelName }) => modelName)
      .join(' ');
  }

  async accept(id: DownloadId, totalBytes: number | null): Promise<void> {
    const run = this.run(id);
    const answer = await run.observer.onAccepted(totalBytes);
    if (!answer.ok) run.end(answer);
    await settle();
  }

  /** So many bytes are on disk, as the engine would tell. */
  async receive(id: DownloadId, bytes: number): Promise<void> {
    const { observer, wanted } = this.run(id);
    this.disks.files.set(wanted.partPath, bytes);
    observer.onReceived(bytes, 1);
    this.opened?.book.change(id, { claims: [{ start: 0, bytes, crc32: 0 }], dropped: [], validators: [] });
    observer.onDurable(bytes);
    await settle();
  }

  async fail(id: DownloadId, cause: Failure): Promise<void> {
    this.run(id).end(err(cause));
    await settle();
  }

  /** Everything came and measured right. */
  async finish(id: DownloadId, bytes = 3): Promise<void> {
    const { wanted, observer, end } = this.run(id);
    this.disks.files.set(wanted.partPath, bytes);
    await observer.onAccepted(bytes);
    observer.onComplete(bytes);
    end(ok({ totalBytes: bytes, hashes: { sha256: 'A'.repeat(64) }, hashTailMs: 0 }));
    await settle();
  }

  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
    await settle();
  }

  private async measure(path: string): Promise<Result<MeasuredHashes, Failure>> {
    const sha256 = (await this.slowHash?.()) ?? this.hashes.get(path);
    return sha256 === undefined ? err(failure('disk.denied', { path })) : ok({ sha256 });
  }

  private openDatabase() {
    const path = join(this.profile.path, 'civet.db');
    return { journal: openJournal(path, this.clock.nowMs()).journal, book: new SqlitePieceBook(path) };
  }

  private run(id: DownloadId): StagedRun {
    const run = this.transfers.runs.get(id);
    if (run === undefined) throw new Error('It does not run.');
    return run;
  }

  private nextId(): DownloadId {
    return downloadIdSchema.parse(this.serial.toString(16).padStart(32, '0'));
  }
}

function nameOf(fileName: string): string {
  return fileName.replace('.safetensors', '');
}

export function targetOf(
  name: string,
  number: number,
  bytes: number | null,
  change: Partial<DownloadTarget> = {},
): DownloadTarget {
  return {
    modelId: number,
    versionId: number,
    fileId: number,
    modelName: name,
    versionName: 'v1',
    modelType: 'LORA',
    baseModel: null,
    creator: null,
    file: {
      untrustedName: `${name}.safetensors`,
      type: 'Model',
      format: 'SafeTensor',
      precision: null,
      sizeClass: null,
      approximateBytes: bytes,
    },
    hashes: { sha256: 'A'.repeat(64), blake3: null, crc32: null, autoV1: null, autoV2: null, autoV3: null },
    pictureUrl: null,
    pictureMaturity: null,
    blurhash: null,
    ...change,
  };
}
