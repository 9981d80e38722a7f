import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { bytesIn, type Chunks, firstDifference, joinChunks, splitChunks } from '../../core/segments/chunks';
import type { Lease } from '../../core/segments/piece-map';
import { judgeBeginning, judgeType, MESSAGE_BYTES, SNIFF_BYTES } from '../../core/segments/sniff';
import type { EngineNeeds, FileContext } from './file-context';
import type { OpenedRun } from './opened-run';

/** So much goes to the disk at once, while the network brings the next. */
const WRITE_BYTES = 1024 * 1024;
/** A slow line is written, and shown, at least so often. */
const LINGER_MS = 200;
/** A body whose end nobody has announced may be this much longer than Civitai says, and no more. */
const SURPLUS_BYTES = 1024 * 1024;
const SHORTFALL_BYTES = 2_048;

export interface BodyEvents {
  /** The first bytes are what they should be; a failure ends the body before anything is written. */
  readonly onProven: () => Promise<Result<null, Failure>>;
  /** The network is asked for bytes now. */
  readonly onWanted: () => void;
  /** Bytes have come, before they are written. */
  readonly onReceived: (bytes: number) => void;
  /** Bytes are written. */
  readonly onWritten: () => void;
  /** So many bytes are left of the run; the next one may be asked for. */
  readonly onRemaining: (bytes: number) => void;
}

/** How a body ended that did not fail. */
export type BodyEnd =
  /** The lease is full, or another connection has the rest. */
  | 'done'
  /** The server sent fewer bytes than asked for, and said so. */
  | 'shorter';

/**
 * Takes one accepted body into the part file: compares what is on disk already, writes the rest, counts
 * every byte itself. No client library notices a body that ends too early; the count does.
 */
export class RunBody {
  /** Where in the file the next byte of the body belongs. */
  private at: number;
  private writing: Promise<Result<null, Failure>> = Promise.resolve(ok(null));
  private isProven = false;
  private isOurs = false;

  constructor(
    private readonly needs: EngineNeeds,
    private readonly file: FileContext,
    private readonly run: OpenedRun,
    private readonly lease: Lease,
    private readonly events: BodyEvents,
  ) {
    this.at = run.head.bodyOffset;
  }

  /** The disk has lost bytes that it had, or we wanted no more of it: nobody else is to blame for its end. */
  get isOurFault(): boolean {
    return this.isOurs;
  }

  async takeAll(signal: AbortSignal): Promise<Result<BodyEnd, Failure>> {
    const ended = await this.take(signal);
    // Whatever ended the body: the bytes that came are good, and are kept.
    const written = await this.writing;
    if (!written.ok) return written;
    return ended;
  }

  private async take(signal: AbortSignal): Promise<Result<BodyEnd, Failure>> {
    const wrong = this.at > 0 ? this.judgeMiddle() : null;
    if (wrong !== null) return err(wrong);
    for (;;) {
      const room = this.end() - this.at;
      if (room <= 0) return ok(this.at >= this.lease.end ? 'done' : 'shorter');
      const got = await this.get(Math.min(WRITE_BYTES, room), room <= WRITE_BYTES, signal);
      if (!got.ok) return got;
      if (got.value.length === 0) return this.judgeEarlyEnd();
      const taken = await this.handOver(got.value);
      if (!taken.ok) return taken;
      this.events.onRemaining(this.end() - this.at);
      if (signal.aborted) return err(failure('input.cancelled'));
    }
  }

  private end(): number {
    return Math.min(this.lease.end, this.run.head.bodyEnd ?? this.lease.end);
  }

  /** As much as the bandwidth allows; the first bytes of a file come as one, so that they can be judged. */
  private async get(
    mostBytes: number,
    isRest: boolean,
    signal: AbortSignal,
  ): Promise<Result<Chunks, Failure>> {
    const { limiter } = this.needs;
    const { id } = this.file.wanted;
    const weight = this.file.weight();
    const least = this.at === 0 ? Math.min(SNIFF_BYTES, mostBytes) : 1;
    let chunks: Chunks = [];
    let got = 0;
    do {
      const admitted = limiter.admit(id, weight, mostBytes - got, signal);
      const allowed = typeof admitted === 'number' ? admitted : await admitted;
      if (allowed === 0) return err(failure('input.cancelled'));
      this.events.onWanted();
      const isLast = isRest && got + allowed === mostBytes;
      const taken = await this.run.answer.take(allowed, LINGER_MS, isLast);
      const bytes = taken.ok ? bytesIn(taken.value) : 0;
      if (bytes < allowed) limiter.giveBack(id, allowed - bytes);
      if (!taken.ok) return taken;
      if (bytes === 0) break;
      this.events.onReceived(bytes);
      chunks = got === 0 ? taken.value : [...chunks, ...taken.value];
      got += bytes;
    } while (got < least);
    const wrong = this.at === 0 && got > 0 ? this.judge(chunks) : null;
    return wrong === null ? ok(chunks) : err(wrong);
  }

  /** The first bytes of a file tell what it is; in its middle only the server's word does. */
  private judgeMiddle(): Failure | null {
    return judgeType(this.run.answer.headers['content-type'] ?? null, this.file.wanted.fileName);
  }

  private judge(chunks: Chunks): Failure | null {
    return judgeBeginning({
      bytes: joinChunks(splitChunks(chunks, MESSAGE_BYTES)[0]),
      contentType: this.run.answer.headers['content-type'] ?? null,
      totalBytes: this.run.head.totalBytes,
      fileName: this.file.wanted.fileName,
    });
  }

  /** Compares what is written already, and begins to write what is new. */
  private async handOver(chunks: Chunks): Promise<Result<null, Failure>> {
    let rest = chunks;
    let restBytes = bytesIn(chunks);
    while (restBytes > 0) {
      const { map } = this.file;
      // Another connection has taken over what is behind, and may have written it already.
      if (this.at >= this.lease.end) break;
      const isBefore = this.at < this.lease.start;
      // In front of the lease everything is known or belongs to somebody else.
      const knownUntil = isBefore ? this.lease.start : map.writtenUntil(this.at);
      const isKnown = knownUntil > this.at;
      const until = isKnown ? knownUntil : map.unwrittenUntil(this.at, this.at + restBytes);
      const bytes = Math.min(restBytes, until - this.at, this.lease.end - this.at);
      const [part, behind] = splitChunks(rest, bytes);
      const done = await (isKnown ? this.compare(joinChunks(part)) : this.write(part, bytes));
      if (!done.ok) return done;
      rest = behind;
      restBytes -= bytes;
    }
    return ok(null);
  }

  private async compare(bytes: Uint8Array): Promise<Result<null, Failure>> {
    const written = await this.writing;
    if (!written.ok) return written;
    const { map, part, proven } = this.file;
    const isKnown = map.writtenUntil(this.at) >= this.at + bytes.length;
    if (isKnown) {
      const onDisk = await part.read(this.at, bytes.length);
      if (!onDisk.ok) return onDisk;
      const differs = firstDifference(onDisk.value, bytes);
      if (differs !== null) return this.judgeDifference(this.at + differs);
    }
    if (this.at >= this.lease.start) map.pass(this.lease, bytes.length);
    this.at += bytes.length;
    if (isKnown && this.at >= this.lease.start) proven.add(this.run.linkUrl);
    return ok(null);
  }

  /** Either the disk has lost what it had, which the CRC tells, or the server sends another file. */
  private async judgeDifference(offset: number): Promise<Result<null, Failure>> {
    const { map, part } = this.file;
    const claim = map.claimAt(offset);
    if (claim !== null) {
      const onDisk = await part.read(claim.start, claim.bytes);
      if (onDisk.ok && this.needs.crc32(onDisk.value, 0) !== claim.crc32) {
        map.doubt(claim.start);
        this.isOurs = true;
        return err(failure('network.reset', { message: 'damage on disk was found' }));
      }
    }
    return err(failure('http.remoteChanged', { offset }));
  }

  private async write(chunks: Chunks, bytes: number): Promise<Result<null, Failure>> {
    const before = await this.writing;
    if (!before.ok) return before;
    if (!this.isProven) {
      const agreed = await this.events.onProven();
      this.isOurs ||= !agreed.ok;
      if (!agreed.ok) return agreed;
      this.isProven = true;
    }
    const { map, part } = this.file;
    const mine = Math.min(bytes, this.lease.end - this.at);
    if (this.isTooLong(mine)) return err(failure('integrity.size', this.sizes(mine)));
    const offset = this.at;
    this.at += bytes;
    if (mine <= 0) return ok(null);
    this.lease.reach = offset + mine;
    const own = mine === bytes ? chunks : splitChunks(chunks, mine)[0];
    this.writing = part.write(own, offset).then((written) => {
      if (!written.ok) return written;
      for (const chunk of own) map.advance(this.lease, chunk);
      this.run.answer.release(own);
      this.events.onWritten();
      return written;
    });
    return ok(null);
  }

  private isTooLong(bytes: number): boolean {
    const { map, wanted } = this.file;
    if (map.totalBytes !== null || wanted.approximateBytes === null) return false;
    return this.at + bytes > wanted.approximateBytes + SURPLUS_BYTES;
  }

  private sizes(bytes: number): Record<string, number> {
    return { expected: this.file.wanted.approximateBytes ?? 0, actual: this.at + bytes };
  }

  /** The body is over before it was due. */
  private judgeEarlyEnd(): Result<BodyEnd, Failure> {
    const { map, wanted } = this.file;
    if (this.run.head.bodyEnd !== null || map.totalBytes !== null) {
      return err(failure('network.reset', { message: 'the connection ended early' }));
    }
    if (this.at === 0) return err(failure('content.empty'));
    if (this.at < (wanted.approximateBytes ?? 0) - SHORTFALL_BYTES) return err(failure('network.reset'));
    // Where nothing tells how long the file is, and the end of the line is all there is to see, what comes
    // behind is asked for; the same end seen twice is believed.
    const isTold = this.run.answer.headers['transfer-encoding'] !== undefined;
    const isGuess = !isTold && wanted.approximateBytes === null && wanted.expected === null;
    if (isGuess && !this.file.endsSeen.has(this.at)) {
      this.file.endsSeen.add(this.at);
      return err(failure('network.reset', { message: 'the end came unannounced' }));
    }
    map.setTotal(this.at);
    this.lease.end = this.at;
    return ok('done');
  }
}
