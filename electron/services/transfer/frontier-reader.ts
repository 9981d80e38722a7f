import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { MeasuredHashes } from '../../core/download/verify';
import type { FileHasher, FrontierHash, FrontierHashing } from '../../core/hashing-ports';
import type { Crc32, PieceClaim } from '../../core/ports';

const READ_BYTES = 1024 * 1024;

export interface FrontierReaderNeeds {
  readonly hasher: FileHasher;
  /** Sorted by `start`; each is compared with its CRC-32 before it is hashed. */
  readonly claims: readonly PieceClaim[];
  readonly crc32: Crc32;
  /** Exactly `length` bytes, or why not. The bytes are used up before the next call. */
  readonly read: (
    offset: number,
    length: number,
  ) => Promise<Result<Uint8Array, Failure>> | Result<Uint8Array, Failure>;
  readonly onDamage: (start: number, epoch: number) => void;
  /** Lets others have their turn; called between slices. */
  readonly breathe: () => Promise<void>;
}

interface Finish {
  readonly totalBytes: number;
  readonly done: (outcome: Result<MeasuredHashes | 'damaged', Failure>) => void;
}

/**
 * Hashes a part file behind the place up to which it is written.
 *
 * It reads the file itself (fresh bytes come from the system's page cache), so what is proven is what is on
 * disk, not what was meant to be written; and a resumed download hashes its beginning while the network
 * already works. Bytes of an earlier run are compared with their CRC-32 first: damage is found before the
 * rest of the file has been fetched for nothing.
 */
export class FrontierReader implements FrontierHash {
  private hashed = 0;
  private frontier = 0;
  private epoch = 0;
  private failure: Failure | null = null;
  private isEnded = false;
  private wake: (() => void) | null = null;
  private finishing: Finish | null = null;
  private readonly claims: PieceClaim[];
  private readonly stopped: Promise<void>;

  constructor(private readonly needs: FrontierReaderNeeds) {
    this.claims = [...needs.claims];
    this.stopped = this.run();
  }

  advance(frontier: number, epoch: number): void {
    if (epoch !== this.epoch || frontier <= this.frontier) return;
    this.frontier = frontier;
    this.wake?.();
  }

  finish(totalBytes: number): Promise<Result<MeasuredHashes | 'damaged', Failure>> {
    return new Promise((done) => {
      this.finishing = { totalBytes, done };
      this.answer();
    });
  }

  async end(): Promise<void> {
    this.isEnded = true;
    this.wake?.();
    this.answer();
    await this.stopped;
  }

  private async run(): Promise<void> {
    while (!this.isEnded && this.failure === null) {
      const isRead = this.hashed < this.frontier && (await this.readSlice());
      this.answer();
      if (isRead) await this.needs.breathe();
      else if (!this.isEnded) await this.sleep();
    }
  }

  private sleep(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = () => {
        this.wake = null;
        resolve();
      };
      // What came between the last look and this line must not be slept through.
      if (this.isEnded || this.hasWork()) this.wake();
    });
  }

  private hasWork(): boolean {
    const claim = this.claims[0];
    if (claim?.start === this.hashed) return claim.start + claim.bytes <= this.frontier;
    return this.hashed < this.frontier;
  }

  /** @returns whether anything was read */
  private async readSlice(): Promise<boolean> {
    const claim = this.claims[0];
    if (claim !== undefined && claim.start === this.hashed) return this.readClaim(claim);
    const end = Math.min(this.frontier, claim?.start ?? this.frontier);
    const read = await this.needs.read(this.hashed, Math.min(READ_BYTES, end - this.hashed));
    if (!read.ok) return this.fail(read.error);
    this.take(read.value);
    return true;
  }

  private async readClaim(claim: PieceClaim): Promise<boolean> {
    if (claim.start + claim.bytes > this.frontier) return false;
    const read = await this.needs.read(claim.start, claim.bytes);
    if (!read.ok) return this.fail(read.error);
    this.claims.shift();
    if (this.needs.crc32(read.value, 0) === claim.crc32) {
      this.take(read.value);
      return true;
    }
    this.epoch += 1;
    this.frontier = this.hashed;
    this.needs.onDamage(claim.start, this.epoch);
    return false;
  }

  private take(bytes: Uint8Array): void {
    this.needs.hasher.update(bytes);
    this.hashed += bytes.length;
  }

  private fail(failure: Failure): boolean {
    this.failure = failure;
    return false;
  }

  private answer(): void {
    if (this.finishing === null) return;
    const { totalBytes } = this.finishing;
    if (this.failure !== null) this.settle(err(this.failure));
    else if (this.hashed >= totalBytes) this.settle(ok(this.needs.hasher.digest()));
    else if (this.isEnded) this.settle(err(failure('input.cancelled')));
    // Whoever asks has not heard of the damage that lies between: word of it and the question crossed.
    else if (this.frontier < totalBytes) this.settle(ok('damaged'));
  }

  private settle(outcome: Result<MeasuredHashes | 'damaged', Failure>): void {
    const finishing = this.finishing;
    this.finishing = null;
    finishing?.done(outcome);
  }
}

/** Hashes where it is called, through the part file that is being written; for tests without threads. */
export class InlineFrontierHashing implements FrontierHashing {
  constructor(
    private readonly hashing: {
      begin(proof: Parameters<FrontierHashing['begin']>[0]['proof']): Promise<FileHasher>;
    },
    private readonly crc32: Crc32,
  ) {}

  async begin({
    part,
    proof,
    claims,
    onDamage,
  }: Parameters<FrontierHashing['begin']>[0]): Promise<FrontierHash> {
    return new FrontierReader({
      hasher: await this.hashing.begin(proof),
      claims,
      crc32: this.crc32,
      read: (offset, length) => part.read(offset, length),
      onDamage,
      breathe: () => Promise.resolve(),
    });
  }
}
