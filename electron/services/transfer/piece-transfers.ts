import { type Failure, failure, ruleOf } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import { err, ok, type Result } from '../../../shared/result';
import type { MeasuredHashes } from '../../core/download/verify';
import type { FrontierHash } from '../../core/hashing-ports';
import type {
  Admission,
  PartFile,
  ReceivedFile,
  TransferObserver,
  Transfers,
  Tuning,
  WantedFile,
} from '../../core/ports';
import { PieceMap } from '../../core/segments/piece-map';
import { FetchCrew } from './fetch-crew';
import type { EngineNeeds, FileContext } from './file-context';
import { SyncBatches } from './sync-batches';

/** A disk that loses the same bytes again and again is not asked to hold them for ever. */
const MOST_REPAIRS = 2;
/** For so long after connections were cut by us, what breaks is not counted. */
const INTERRUPTION_MS = 10_000;

export interface PieceTransfersNeeds extends Omit<EngineNeeds, 'connections' | 'interruptions'> {
  /** How many connections a limit allows; `advisedConnections` of the core. */
  readonly advise: (bytesPerSecond: number | null, wanted: number) => number;
}

/**
 * Fetches files in pieces over several connections, hashes them while they come, and continues where the
 * book says that a byte is certain.
 *
 * One run is one attempt: it ends with the whole file, received and hashed, or with a failure that leaves
 * every claimed byte where it is.
 */
export class PieceTransfers implements Transfers {
  private tuning: Tuning = { bytesPerSecond: null, connectionsPerDownload: 4 };
  private readonly needs: EngineNeeds;
  private interruptedAtMs: number | null = null;
  /** Shares of the bandwidth that were changed while the download ran. */
  private readonly weights = new Map<DownloadId, number>();

  constructor(needs: PieceTransfersNeeds) {
    const isRecent = () =>
      this.interruptedAtMs !== null && needs.clock.steadyMs() - this.interruptedAtMs < INTERRUPTION_MS;
    this.needs = {
      ...needs,
      interruptions: { isRecent },
      connections: () => needs.advise(this.tuning.bytesPerSecond, this.tuning.connectionsPerDownload),
    };
  }

  tune(tuning: Tuning): void {
    this.tuning = tuning;
    this.needs.limiter.setLimit(tuning.bytesPerSecond);
  }

  /** As `BandwidthLimiter.admit`, for what is fetched beside the downloads. */
  admit({ id, weight, bytes, signal }: Admission): number | Promise<number> {
    return this.needs.limiter.admit(id, weight, bytes, signal);
  }

  reweigh(id: DownloadId, weight: number): void {
    if (this.weights.has(id)) this.weights.set(id, weight);
  }

  dropConnections(): void {
    this.interruptedAtMs = this.needs.clock.steadyMs();
    this.needs.gates.forgetFailures();
    this.needs.storage.dropConnections();
  }

  urge(host: string | null): void {
    this.needs.gates.urge(host);
    if (host === null) this.needs.links.urge();
  }

  async run(
    wanted: WantedFile,
    observer: TransferObserver,
    signal: AbortSignal,
  ): Promise<Result<ReceivedFile, Failure>> {
    const notes = this.needs.book.load(wanted.id);
    if (!notes.ok) return notes;
    const { claims } = notes.value;
    const opened = await this.needs.parts.open(wanted.partPath, claims.length === 0);
    if (!opened.ok) return opened;
    const part = opened.value;
    this.weights.set(wanted.id, wanted.weight);
    try {
      const length = await part.length();
      if (!length.ok) return length;
      const map = new PieceMap(wanted.totalBytes, claims, this.needs.crc32, this.needs.pieceBytes);
      map.cutAt(length.value);
      const validators = new Map(notes.value.validators.map(({ host, etag }) => [host, etag]));
      const weight = () => this.weights.get(wanted.id) ?? wanted.weight;
      const given = { wanted, observer, signal, map, part, validators, weight };
      return await new Attempt(this.needs, given, notes.value.isSecondFetch).run();
    } finally {
      this.weights.delete(wanted.id);
      await part.close();
    }
  }
}

/** One attempt at one file. */
class Attempt {
  private readonly file: FileContext;
  private readonly batches: SyncBatches;
  private accepted: Promise<Result<null, Failure>> | null = null;
  private hash: FrontierHash | null = null;
  private epoch = 0;
  private repairs = 0;
  private isCompleteTold = false;

  constructor(
    private readonly needs: EngineNeeds,
    given: Pick<FileContext, 'wanted' | 'observer' | 'signal' | 'map' | 'part' | 'validators' | 'weight'>,
    private isSecondFetch: boolean,
  ) {
    this.file = {
      ...given,
      proven: new Set(),
      honoured: new Map(),
      endsSeen: new Set(),
      accept: (totalBytes) => this.accept(totalBytes),
    };
    this.batches = new SyncBatches(needs, this.file);
  }

  async run(): Promise<Result<ReceivedFile, Failure>> {
    const { signal } = this.file;
    const abandon = () => void this.hash?.end();
    signal.addEventListener('abort', abandon, { once: true });
    try {
      await this.beginHash();
      for (;;) {
        const received = await this.receive();
        if (!received.ok) return received;
        const measured = await this.measure(received.value);
        if (!measured.ok) return measured;
        if (measured.value !== 'again') return ok(measured.value);
      }
    } finally {
      signal.removeEventListener('abort', abandon);
      await this.hash?.end();
    }
  }

  private async beginHash(): Promise<void> {
    const { wanted, part, map } = this.file;
    await this.hash?.end();
    this.epoch = 0;
    const hash = await this.needs.hashing.begin({
      path: wanted.partPath,
      part,
      proof: wanted.expected?.kind ?? null,
      claims: map.allWritten(),
      onDamage: (start, epoch) => {
        if (this.hash !== hash) return;
        this.epoch = epoch;
        map.doubt(start);
      },
    });
    this.hash = hash;
    this.advanceHash();
  }

  private advanceHash(): void {
    this.hash?.advance(this.file.map.frontier, this.epoch);
  }

  private async accept(totalBytes: number | null): Promise<Result<null, Failure>> {
    const { map, observer } = this.file;
    if (totalBytes !== null && map.totalBytes === null) map.setTotal(totalBytes);
    this.accepted ??= observer.onAccepted(totalBytes);
    return this.accepted;
  }

  /** @returns the exact length of the whole file, once its last byte is written */
  private async receive(): Promise<Result<number, Failure>> {
    const { map, signal } = this.file;
    let fetched: Result<null, Failure> = ok(null);
    while (fetched.ok && !map.isWhole) {
      const crew = new FetchCrew(this.needs, this.file, this.batches, () => this.advanceHash());
      fetched = await crew.run();
    }
    if (!fetched.ok) {
      // Whatever ended the attempt: the bytes that came are good, and are kept.
      const kept = await this.batches.flush();
      return kept.ok || signal.aborted ? fetched : kept;
    }
    const agreed = await this.accept(map.totalBytes);
    if (!agreed.ok) return agreed;
    return ok(map.totalBytes ?? map.frontier);
  }

  /** `again`: damage was found, and the damaged bytes are to be fetched once more. */
  private async measure(totalBytes: number): Promise<Result<ReceivedFile | 'again', Failure>> {
    const { part, signal } = this.file;
    const writtenAtMs = this.needs.clock.steadyMs();
    this.advanceHash();
    const hashing = this.hash?.finish(totalBytes) ?? Promise.resolve(ok('damaged' as const));
    const measuredAtMs = hashing.then(() => this.needs.clock.steadyMs());
    const cut = await this.cutSurplus(part, totalBytes);
    const synced = cut.ok ? await this.batches.flush() : cut;
    if (!synced.ok) return synced;
    this.tellComplete(totalBytes);
    const measured = await hashing;
    if (signal.aborted) return err(failure('input.cancelled'));
    if (!measured.ok) return measured;
    if (measured.value === 'damaged') return ok('again');
    if (!this.isWrong(measured.value)) {
      const hashTailMs = (await measuredAtMs) - writtenAtMs;
      return ok({ totalBytes, hashes: measured.value, hashTailMs });
    }
    const isMended = await this.findDamage(measured.value);
    if (!isMended.ok) return isMended;
    if (isMended.value) {
      await this.beginHash();
      return ok('again');
    }
    return ok({ totalBytes, hashes: measured.value, hashTailMs: (await measuredAtMs) - writtenAtMs });
  }

  private tellComplete(totalBytes: number): void {
    if (!this.isCompleteTold) this.file.observer.onComplete(totalBytes);
    this.isCompleteTold = true;
  }

  /** Rubbish that a crash left behind the end of the file. */
  private async cutSurplus(part: PartFile, totalBytes: number): Promise<Result<null, Failure>> {
    const length = await part.length();
    if (!length.ok) return length;
    return length.value > totalBytes ? part.truncate(totalBytes) : ok(null);
  }

  private isWrong(measured: MeasuredHashes): boolean {
    const { expected } = this.file.wanted;
    return expected !== null && measured[expected.kind]?.toUpperCase() !== expected.value.toUpperCase();
  }

  /**
   * A whole file that measures wrong: either the disk does not hold what was received, then only that is
   * fetched again; or the wrong bytes came over the line, then everything is fetched once more by a new
   * link. A third time there is none.
   *
   * @returns whether there is something to fetch
   */
  private async findDamage(measured: MeasuredHashes): Promise<Result<boolean, Failure>> {
    const { map, part, wanted } = this.file;
    const damaged: number[] = [];
    for (const { start, bytes, crc32 } of map.allWritten()) {
      if (this.file.signal.aborted) return err(failure('input.cancelled'));
      const read = await part.read(start, bytes);
      if (!read.ok) return read;
      if (this.needs.crc32(read.value, 0) !== crc32) damaged.push(start);
    }
    if (damaged.length > 0) {
      this.repairs += 1;
      if (this.repairs > MOST_REPAIRS) return err(failure('disk.ioError', { path: wanted.partPath }));
      for (const start of damaged) map.doubt(start);
      return ok(true);
    }
    if (this.isSecondFetch || measured[wanted.expected?.kind ?? 'sha256'] === undefined) return ok(false);
    return this.beginSecondFetch();
  }

  /** Everything once more, by a link that has not been used; noted, because a crash may come in between. */
  private async beginSecondFetch(): Promise<Result<boolean, Failure>> {
    const { map, wanted, signal, proven } = this.file;
    const { links, book } = this.needs;
    const link = await links.resolve(wanted, signal);
    // That may pass, and then the second fetch is still to come.
    if (!link.ok) return ruleOf(link.error.code).retry === 'backoff' ? link : ok(false);
    if (!link.value.isFresh) links.forget(wanted, link.value.url);
    const dropped = map.allWritten().map(({ start }) => start);
    const noted = book.change(wanted.id, { claims: [], dropped, validators: [], isSecondFetch: true });
    if (!noted.ok) return noted;
    this.isSecondFetch = true;
    proven.clear();
    for (const start of dropped) map.doubt(start);
    return ok(true);
  }
}
