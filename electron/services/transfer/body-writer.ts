import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { Clock, PartFile, TransferObserver, Validator, WantedFile } from '../../core/ports';
import type { Accepted } from '../../core/segments/accept';
import type { FrontierHash } from './frontier-hash';

/** Small chunks are gathered, so that the disk sees few and large writes. */
const WRITE_BYTES = 256 * 1024;
/** What a crash may cost at the most: this many bytes, or this long. */
const SYNC_BYTES = 64 * 1024 * 1024;
const SYNC_MS = 5_000;
/** A body slower than 4 KiB/s over a minute is given up; another connection may be better. */
const SLOW_MS = 60_000;
const SLOW_BYTES = 4 * 1024 * 60;
/** A body whose end nobody has announced may be this much longer than Civitai says, and no more. */
const SURPLUS_BYTES = 1024 * 1024;
const SHORTFALL_BYTES = 2_048;

export interface BodyWriterNeeds {
  readonly part: PartFile;
  readonly hash: FrontierHash;
  readonly observer: TransferObserver;
  readonly clock: Clock;
  readonly validator: Validator | null;
  readonly wanted: WantedFile;
  readonly head: Accepted;
}

/**
 * Writes one accepted body into the part file, counts every byte itself, and reports bytes as
 * durable only after they were synced.
 */
export class BodyWriter {
  /** Where in the file the next byte of the body belongs. */
  private position: number;
  private syncedBytes: number;
  private syncedAtMs: number;
  private pending: Uint8Array[] = [];
  private pendingBytes = 0;
  // After a failed sync the system may forget what it could not write, and call the next one a
  // success; so after the first failure nothing is synced again.
  private isSyncBroken = false;
  private paceBytes = 0;
  private paceSinceMs: number;

  constructor(private readonly needs: BodyWriterNeeds) {
    this.position = needs.head.bodyOffset;
    this.syncedBytes = needs.wanted.durableBytes;
    this.syncedAtMs = needs.clock.steadyMs();
    this.paceSinceMs = this.syncedAtMs;
  }

  /** @returns the exact length of the whole file once its last byte is synced */
  async takeAll(
    body: AsyncIterable<Result<Uint8Array, Failure>>,
    signal: AbortSignal,
  ): Promise<Result<number, Failure>> {
    const ended = await this.take(body, signal);
    if (this.isSyncBroken) return ended.ok ? err(failure('disk.failed')) : ended;
    // Whatever ended the body: the bytes that came are good, and are kept.
    const flushed = await this.flush();
    const synced = flushed.ok ? await this.sync() : flushed;
    if (!ended.ok) return ended;
    if (!synced.ok) return synced;
    return this.judgeEnd();
  }

  private async take(
    body: AsyncIterable<Result<Uint8Array, Failure>>,
    signal: AbortSignal,
  ): Promise<Result<null, Failure>> {
    const chunks = body[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await readNext(chunks, signal);
        if (!next.ok) return next;
        if (next.value === null) return ok(null);
        const taken = await this.takeChunk(this.withinBody(next.value));
        if (!taken.ok) return taken;
        if (signal.aborted) return err(failure('input.cancelled'));
        if (this.isBodyWhole()) return ok(null);
      }
    } finally {
      await chunks.return?.().catch(() => undefined);
    }
  }

  private endOfBody(): number | null {
    const { bodyOffset, bodyBytes } = this.needs.head;
    return bodyBytes === null ? null : bodyOffset + bodyBytes;
  }

  private isBodyWhole(): boolean {
    const end = this.endOfBody();
    return end !== null && this.position + this.pendingBytes >= end;
  }

  private withinBody(chunk: Uint8Array): Uint8Array {
    const end = this.endOfBody();
    return end === null ? chunk : chunk.subarray(0, end - this.position - this.pendingBytes);
  }

  private async takeChunk(chunk: Uint8Array): Promise<Result<null, Failure>> {
    const paced = this.judgePace(chunk.length);
    if (!paced.ok) return paced;
    let rest = chunk;
    if (this.position < this.needs.wanted.durableBytes) {
      const compared = await this.compare(rest);
      if (!compared.ok) return compared;
      rest = compared.value;
    }
    if (rest.length === 0) return ok(null);
    this.pending.push(rest);
    this.pendingBytes += rest.length;
    this.needs.observer.onReceived(this.position + this.pendingBytes);
    if (this.isTooLong()) return err(failure('integrity.size', this.sizes()));
    if (this.pendingBytes < WRITE_BYTES) return ok(null);
    const flushed = await this.flush();
    if (!flushed.ok) return flushed;
    const isSyncDue =
      this.position - this.syncedBytes >= SYNC_BYTES ||
      this.needs.clock.steadyMs() - this.syncedAtMs >= SYNC_MS;
    return isSyncDue ? this.sync() : ok(null);
  }

  private judgePace(bytes: number): Result<null, Failure> {
    this.paceBytes += bytes;
    const nowMs = this.needs.clock.steadyMs();
    if (nowMs - this.paceSinceMs < SLOW_MS) return ok(null);
    const isSlow = this.paceBytes < SLOW_BYTES;
    this.paceBytes = 0;
    this.paceSinceMs = nowMs;
    return isSlow ? err(failure('network.stalled')) : ok(null);
  }

  private sizes(): Record<string, number> {
    return { expected: this.needs.wanted.approximateBytes ?? 0, actual: this.position + this.pendingBytes };
  }

  private isTooLong(): boolean {
    const { head, wanted } = this.needs;
    if (head.totalBytes !== null || wanted.approximateBytes === null) return false;
    return this.position + this.pendingBytes > wanted.approximateBytes + SURPLUS_BYTES;
  }

  /** Skips what is on disk already, after a look that it is the same. Answers with what is new. */
  private async compare(chunk: Uint8Array): Promise<Result<Uint8Array, Failure>> {
    const length = Math.min(chunk.length, this.needs.wanted.durableBytes - this.position);
    const onDisk = await this.needs.part.read(this.position, length);
    if (!onDisk.ok) return onDisk;
    for (let index = 0; index < length; index += 1) {
      if (onDisk.value[index] !== chunk[index]) {
        return err(failure('http.remoteChanged', { offset: this.position + index }));
      }
    }
    this.position += length;
    return ok(chunk.subarray(length));
  }

  private async flush(): Promise<Result<null, Failure>> {
    if (this.pendingBytes === 0) return ok(null);
    const bytes = new Uint8Array(this.pendingBytes);
    let offset = 0;
    for (const chunk of this.pending) {
      bytes.set(chunk, offset);
      offset += chunk.length;
    }
    this.pending = [];
    this.pendingBytes = 0;
    const written = await this.needs.part.write(bytes, this.position);
    if (!written.ok) return written;
    this.position += bytes.length;
    this.needs.hash.advance(this.position);
    return ok(null);
  }

  private async sync(): Promise<Result<null, Failure>> {
    if (this.position <= this.syncedBytes) return ok(null);
    const upTo = this.position;
    const synced = await this.needs.part.sync();
    if (!synced.ok) {
      this.isSyncBroken = true;
      return synced;
    }
    this.syncedBytes = upTo;
    this.syncedAtMs = this.needs.clock.steadyMs();
    this.needs.observer.onDurable(upTo, this.needs.head.totalBytes, this.needs.validator);
    return ok(null);
  }

  /** No client library notices a body that ends too early; the count does. */
  private judgeEnd(): Result<number, Failure> {
    const { head, wanted } = this.needs;
    const end = this.endOfBody();
    if (end !== null && this.position < end) {
      return err(failure('network.reset', { message: 'the connection ended early' }));
    }
    if (head.totalBytes !== null) {
      if (this.position >= head.totalBytes) return ok(head.totalBytes);
      return err(failure('network.reset', { message: 'more bytes to fetch' }));
    }
    if (this.position === 0) return err(failure('content.empty'));
    const shortest = Math.max(wanted.durableBytes, (wanted.approximateBytes ?? 0) - SHORTFALL_BYTES);
    return this.position < shortest ? err(failure('network.reset')) : ok(this.position);
  }
}

/** The next chunk; null at the end. Only what reading throws is a broken line. */
async function readNext(
  chunks: AsyncIterator<Result<Uint8Array, Failure>>,
  signal: AbortSignal,
): Promise<Result<Uint8Array | null, Failure>> {
  try {
    const next = await chunks.next();
    return next.done === true ? ok(null) : next.value;
  } catch (error) {
    return err(signal.aborted ? failure('input.cancelled') : readFailure(error));
  }
}

function readFailure(error: unknown): Failure {
  // Bodies of `HttpTransport` throw failures that are already named; anything else is a broken line.
  if (typeof error === 'object' && error !== null && 'failure' in error) {
    const named = error as { failure: Failure };
    return named.failure;
  }
  return failure('network.reset', { message: error instanceof Error ? error.message : '' });
}
