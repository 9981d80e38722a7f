import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { Clock, PartFile, TransferJob, TransferObserver, Validator } from '../../core/ports';
import type { Accepted } from '../../core/segments/accept';
import type { FrontierHash } from './frontier-hash';

/** Small chunks are gathered, so that the disk sees few and large writes. */
const WRITE_BYTES = 256 * 1024;
/** What a crash may cost at the most: this many bytes, or this long. */
const SYNC_BYTES = 64 * 1024 * 1024;
const SYNC_MS = 5_000;

export interface BodyWriterNeeds {
  readonly part: PartFile;
  readonly hash: FrontierHash;
  readonly observer: TransferObserver;
  readonly clock: Clock;
  readonly validator: Validator | null;
  readonly job: TransferJob;
  readonly head: Accepted;
}

/**
 * Writes one accepted body into the part file, counts every byte itself, and reports bytes as
 * durable only after they were synced.
 */
export class BodyWriter {
  /** Where in the file the next byte of the body belongs. */
  private position: number;
  /** Bytes below are on disk from before; the body is compared with them. */
  private knownUntil: number;
  private syncedBytes: number;
  private syncedAtMs: number;
  private pending: Uint8Array[] = [];
  private pendingBytes = 0;

  constructor(private readonly needs: BodyWriterNeeds) {
    this.position = needs.head.bodyOffset;
    this.knownUntil = needs.job.durableBytes;
    this.syncedBytes = needs.job.durableBytes;
    this.syncedAtMs = needs.clock.steadyMs();
  }

  /** @returns the exact length of the whole file once its last byte is synced */
  async takeAll(
    body: AsyncIterable<Result<Uint8Array, Failure>>,
    signal: AbortSignal,
  ): Promise<Result<number, Failure>> {
    const ended = await this.take(body, signal);
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
    const endOfBody = this.endOfBody();
    try {
      for await (const chunk of body) {
        if (!chunk.ok) return chunk;
        const rest =
          endOfBody === null
            ? chunk.value
            : chunk.value.subarray(0, endOfBody - this.position - this.pendingBytes);
        const taken = await this.takeChunk(rest);
        if (!taken.ok) return taken;
        if (signal.aborted) return err(failure('input.cancelled'));
        if (endOfBody !== null && this.position + this.pendingBytes >= endOfBody) break;
      }
      return ok(null);
    } catch (error) {
      return err(signal.aborted ? failure('input.cancelled') : readFailure(error));
    }
  }

  private endOfBody(): number | null {
    const { bodyOffset, bodyBytes } = this.needs.head;
    return bodyBytes === null ? null : bodyOffset + bodyBytes;
  }

  private async takeChunk(chunk: Uint8Array): Promise<Result<null, Failure>> {
    let rest = chunk;
    if (this.position < this.knownUntil) {
      const compared = await this.compare(rest);
      if (!compared.ok) return compared;
      rest = compared.value;
    }
    if (rest.length === 0) return ok(null);
    this.pending.push(rest);
    this.pendingBytes += rest.length;
    this.needs.observer.onReceived(this.position + this.pendingBytes);
    if (this.pendingBytes < WRITE_BYTES) return ok(null);
    const flushed = await this.flush();
    if (!flushed.ok) return flushed;
    const isSyncDue =
      this.position - this.syncedBytes >= SYNC_BYTES ||
      this.needs.clock.steadyMs() - this.syncedAtMs >= SYNC_MS;
    return isSyncDue ? this.sync() : ok(null);
  }

  /** Skips what is on disk already, after a look that it is the same. Answers with what is new. */
  private async compare(chunk: Uint8Array): Promise<Result<Uint8Array, Failure>> {
    const length = Math.min(chunk.length, this.knownUntil - this.position);
    const onDisk = await this.needs.part.read(this.position, length);
    if (!onDisk.ok) return onDisk;
    const isSame = onDisk.value.every((byte, index) => byte === chunk[index]);
    if (!isSame) {
      // The hash of the beginning is already under way over the old bytes, so this attempt ends
      // either way; a whole new body may replace the old one in the next.
      return err(failure('http.remoteChanged', { offset: this.position }));
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
    if (!synced.ok) return synced;
    this.syncedBytes = upTo;
    this.syncedAtMs = this.needs.clock.steadyMs();
    this.needs.observer.onDurable(upTo, this.needs.head.totalBytes, this.needs.validator);
    return ok(null);
  }

  /** No client library notices a body that ends too early; the count does. */
  private judgeEnd(): Result<number, Failure> {
    const endOfBody = this.endOfBody();
    const total = this.needs.head.totalBytes;
    if (endOfBody !== null && this.position < endOfBody) {
      return err(failure('network.reset', { message: 'the connection ended early' }));
    }
    if (total === null) return this.position > 0 ? ok(this.position) : err(failure('content.empty'));
    if (this.position < total) return err(failure('network.reset', { message: 'more bytes to fetch' }));
    return ok(total);
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
