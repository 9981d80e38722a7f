import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { NodeFileHashing } from '../../electron/adapters/file-hashing';
import { advisedConnections } from '../../electron/core/bandwidth/advised-connections';
import { parseApiOrigin } from '../../electron/core/civitai/origins';
import { HostGates } from '../../electron/core/hosts/host-gates';
import type {
  FileAddress,
  FileLink,
  FileLinks,
  HttpRequest,
  PartFile,
  PartFiles,
  PieceBook,
  PieceNotes,
  ReceivedFile,
  StorageAnswer,
  StorageTransport,
  WantedFile,
} from '../../electron/core/ports';
import { joinChunks } from '../../electron/core/segments/chunks';
import { BandwidthLimiter } from '../../electron/services/bandwidth/bandwidth-limiter';
import { InlineFrontierHashing } from '../../electron/services/transfer/frontier-reader';
import { PieceTransfers } from '../../electron/services/transfer/piece-transfers';
import { type Failure, failure } from '../../shared/failure';
import { type DownloadId, downloadIdSchema } from '../../shared/ids';
import { err, ok, type Result } from '../../shared/result';
import { SteeredClock } from './steered-clock';

/** The engine alone, between a storage and a disk of a test, on a steered clock. */

export const PIECE = 64 * 1024;
const ID = downloadIdSchema.parse('a'.repeat(32));

/** What the storage does with one request. */
export interface Plan {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly bytes?: Uint8Array;
  readonly bytesPerSecond?: number;
  /** How long the head of the answer lets wait, and then the first byte of the body. */
  readonly headMs?: number;
  readonly bodyMs?: number;
  /** The line breaks after so many bytes of the body. */
  readonly cutAfter?: number;
}

export interface Asked {
  readonly url: string;
  /** Counted from 0. */
  readonly number: number;
  readonly from: number;
  readonly end: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly atMs: number;
}

/** Bytes that differ everywhere from those of another seed. */
export function contentOf(seed: number, bytes: number): Uint8Array {
  const content = new Uint8Array(bytes);
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  for (let index = 0; index < bytes; index += 1) {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    content[index] = state >>> 24;
  }
  // A zip is judged by its first two bytes only.
  content.set([0x50, 0x4b]);
  return content;
}

/** The right answer to a ranged request. */
export function slice(content: Uint8Array, { from, end }: Asked, more: Partial<Plan> = {}): Plan {
  const last = Math.min(end, content.length);
  const headers = {
    'content-range': `bytes ${from}-${last - 1}/${content.length}`,
    'content-length': String(last - from),
    ...more.headers,
  };
  return { status: 206, bytes: content.subarray(from, last), bytesPerSecond: 1e6, ...more, headers };
}

class PlannedAnswer implements StorageAnswer {
  release(): void {}

  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  private at = 0;
  private broken: Failure | null = null;
  private interrupt = () => {};

  constructor(
    private readonly plan: Plan,
    private readonly clock: SteeredClock,
    private readonly signal: AbortSignal,
  ) {
    this.status = plan.status;
    this.headers = plan.headers ?? {};
    signal.addEventListener('abort', this.abort, { once: true });
  }

  private readonly abort = (): void => this.breakOff(failure('input.cancelled'));

  async take(mostBytes: number, lingerMs: number): Promise<Result<readonly Uint8Array[], Failure>> {
    if (this.broken !== null) return err(this.broken);
    const bytes = this.plan.bytes ?? new Uint8Array(0);
    const end = Math.min(bytes.length, this.plan.cutAfter ?? bytes.length);
    const left = end - this.at;
    if (left <= 0) return end < bytes.length ? err(failure('network.reset')) : ok([]);
    const speed = this.plan.bytesPerSecond ?? 1e6;
    const inLinger = Math.max(1, Math.floor((speed * lingerMs) / 1000));
    const got = Math.min(mostBytes, left, inLinger);
    await new Promise<void>((resolve) => {
      this.interrupt = resolve;
      const bodyMs = this.at === 0 ? (this.plan.bodyMs ?? 0) : 0;
      this.clock.after(bodyMs + Math.max(1, Math.ceil((got * 1000) / speed)), resolve);
    });
    if (this.broken !== null) return err(this.broken);
    this.at += got;
    return ok([bytes.subarray(this.at - got, this.at)]);
  }

  discard(): void {
    this.breakOff(failure('network.reset'));
  }

  private breakOff(cause: Failure): void {
    this.broken ??= cause;
    this.signal.removeEventListener('abort', this.abort);
    this.interrupt();
  }
}

class PlannedStorage implements StorageTransport {
  readonly asked: Asked[] = [];

  constructor(
    private readonly clock: SteeredClock,
    private readonly answer: (asked: Asked) => Plan | Failure,
  ) {}

  async open({ url, headers, signal }: HttpRequest): Promise<Result<StorageAnswer, Failure>> {
    const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '');
    const from = Number(range?.[1] ?? 0);
    const end = range === null ? Number.MAX_SAFE_INTEGER : Number(range[2]) + 1;
    const asked = { url, number: this.asked.length, from, end, headers, atMs: this.clock.steadyMs() };
    this.asked.push(asked);
    const plan = this.answer(asked);
    const headMs = 'code' in plan ? 20 : (plan.headMs ?? 20);
    await new Promise<void>((resolve) => {
      this.clock.after(headMs, resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    if (signal.aborted) return err(failure('input.cancelled'));
    return 'code' in plan ? err(plan) : ok(new PlannedAnswer(plan, this.clock, signal));
  }

  dropConnections(): void {}
}

/** Numbered links, one flight for all askers, as `CivitaiLinks` does it. */
export class NumberedLinks implements FileLinks {
  questions = 0;
  refusal: Failure | null = null;
  private current: string | null = null;
  private flight: Promise<Result<FileLink, Failure>> | null = null;

  constructor(private readonly clock: SteeredClock) {}

  resolve(): Promise<Result<FileLink, Failure>> {
    if (this.current !== null) return Promise.resolve(ok({ url: this.current, isFresh: false }));
    this.flight ??= this.ask().finally(() => {
      this.flight = null;
    });
    return this.flight;
  }

  forget(_file: FileAddress, url: string): void {
    if (this.current === url) this.current = null;
  }

  urge(): void {}

  private async ask(): Promise<Result<FileLink, Failure>> {
    this.questions += 1;
    await new Promise<void>((resolve) => void this.clock.after(30, resolve));
    if (this.refusal !== null) return err(this.refusal);
    this.current = `https://storage.example/link-${this.questions}`;
    return ok({ url: this.current, isFresh: true });
  }
}

class MemoryPart implements PartFile {
  constructor(readonly disk: { bytes: Uint8Array; length: number }) {}

  length = () => Promise.resolve(ok(this.disk.length));
  sync = () => Promise.resolve(ok(null));
  close = () => Promise.resolve();

  write(chunks: readonly Uint8Array[], offset: number) {
    const bytes = joinChunks(chunks);
    this.disk.bytes.set(bytes, offset);
    this.disk.length = Math.max(this.disk.length, offset + bytes.length);
    return Promise.resolve(ok(null));
  }

  read(offset: number, length: number): Promise<Result<Uint8Array, Failure>> {
    if (offset + length > this.disk.length) return Promise.resolve(err(failure('disk.fileVanished')));
    return Promise.resolve(ok(this.disk.bytes.slice(offset, offset + length)));
  }

  truncate(length: number) {
    this.disk.length = length;
    return Promise.resolve(ok(null));
  }
}

class OneBook implements PieceBook {
  notes: PieceNotes = { claims: [], validators: [], isSecondFetch: false };

  load = () => ok(this.notes);

  change(_id: DownloadId, change: Parameters<PieceBook['change']>[1]): Result<null, Failure> {
    const claims = new Map(this.notes.claims.map((claim) => [claim.start, claim]));
    for (const start of change.dropped) claims.delete(start);
    for (const claim of change.claims) claims.set(claim.start, claim);
    const isSecondFetch = change.isSecondFetch ?? this.notes.isSecondFetch;
    this.notes = { claims: [...claims.values()], validators: change.validators, isSecondFetch };
    return ok(null);
  }

  clear(): Result<null, Failure> {
    this.notes = { claims: [], validators: [], isSecondFetch: false };
    return ok(null);
  }

  totals = () => new Map<DownloadId, number>();
}

export interface LineRigNeeds {
  readonly content: Uint8Array;
  readonly connections: number;
  readonly answer: (asked: Asked) => Plan | Failure;
  /** Civitai publishes no hash of it. */
  readonly hasNoHash?: boolean;
}

/** One file, fetched by the real engine. */
export class LineRig {
  readonly clock = new SteeredClock();
  readonly links = new NumberedLinks(this.clock);
  readonly book = new OneBook();
  readonly disk: { bytes: Uint8Array; length: number };
  readonly gates: HostGates;
  readonly transfers: PieceTransfers;
  private readonly storage: PlannedStorage;
  private readonly controller = new AbortController();
  private outcome: Result<ReceivedFile, Failure> | null = null;

  constructor(private readonly needs: LineRigNeeds) {
    const { clock } = this;
    const api = parseApiOrigin('https://civitai.com');
    if (!api.ok) throw new Error('no origin');
    this.disk = { bytes: new Uint8Array(needs.content.length + PIECE), length: 0 };
    const part = new MemoryPart(this.disk);
    this.storage = new PlannedStorage(clock, needs.answer);
    const chance = { downloadId: () => ID, fraction: () => 0.5 };
    this.gates = new HostGates(clock, chance);
    this.transfers = new PieceTransfers({
      api: api.value,
      links: this.links,
      storage: this.storage,
      parts: { open: () => Promise.resolve(ok(part)) } as unknown as PartFiles,
      book: this.book,
      hashing: new InlineFrontierHashing(new NodeFileHashing(), crc32),
      clock,
      chance,
      crc32,
      limiter: new BandwidthLimiter(clock, null),
      gates: this.gates,
      advise: advisedConnections,
      pieceBytes: PIECE,
    });
    this.transfers.tune({ bytesPerSecond: null, connectionsPerDownload: needs.connections });
  }

  get asked(): readonly Asked[] {
    return this.storage.asked;
  }

  /** Puts bytes on disk and claims them, as an earlier attempt did. */
  keep(start: number, end: number): void {
    this.disk.bytes.set(this.needs.content.subarray(start, end), start);
    this.disk.length = Math.max(this.disk.length, end);
    const claims = [];
    for (let at = start; at < end; at = Math.min(end, (Math.floor(at / PIECE) + 1) * PIECE)) {
      const bytes = Math.min(end, (Math.floor(at / PIECE) + 1) * PIECE) - at;
      claims.push({ start: at, bytes, crc32: crc32(this.needs.content.subarray(at, at + bytes)) });
    }
    this.book.change(ID, { claims, dropped: [], validators: [] });
  }

  /** Lets one attempt run for so long at the most. @returns null while it still runs */
  async run(limitMs: number): Promise<Result<ReceivedFile, Failure> | null> {
    this.outcome = null;
    const observer = {
      onAccepted: () => Promise.resolve(ok(null)),
      onComplete: () => undefined,
      onReceived: () => undefined,
      onResumable: () => undefined,
      onDurable: () => undefined,
    };
    const running = this.transfers.run(this.wanted(), observer, this.controller.signal);
    void running.then((outcome) => {
      this.outcome = outcome;
    });
    const untilMs = this.clock.steadyMs() + limitMs;
    while (this.outcome === null && this.clock.steadyMs() < untilMs) await this.clock.advance(100);
    return this.outcome;
  }

  /** Ends whatever still runs. */
  async end(): Promise<void> {
    this.controller.abort();
    await this.clock.advance(1_000);
  }

  private wanted(): WantedFile {
    const { content, hasNoHash } = this.needs;
    const sha256 = createHash('sha256').update(content).digest('hex').toUpperCase();
    return {
      id: ID,
      versionId: 1,
      fileId: 2,
      fileType: 'Model',
      format: 'Other',
      precision: null,
      canBeProven: hasNoHash !== true,
      partPath: '/models/model.zip.part',
      fileName: 'model.zip',
      totalBytes: null,
      approximateBytes: content.length,
      expected: hasNoHash === true ? null : { kind: 'sha256', value: sha256 },
      weight: 2,
    };
  }
}
