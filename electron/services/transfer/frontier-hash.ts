import type { Failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { MeasuredHashes } from '../../core/download/verify';
import type { FileHasher, PartFile } from '../../core/ports';

const READ_BYTES = 1024 * 1024;

/**
 * Hashes a part file behind the place up to which it is written.
 *
 * The hasher reads the file itself (fresh bytes come from the system's page cache), so a resumed
 * download hashes its beginning from disk while the network already works, and what is proven is
 * what is on disk, not what was meant to be written.
 */
export class FrontierHash {
  private hashedBytes = 0;
  private writtenBytes = 0;
  private failure: Failure | null = null;
  private isEnded = false;
  private wake: (() => void) | null = null;
  private readonly finished: Promise<void>;

  constructor(
    private readonly part: PartFile,
    private readonly hasher: FileHasher,
  ) {
    this.finished = this.run();
  }

  /** Everything below `writtenBytes` may be read from now on. */
  advance(writtenBytes: number): void {
    this.writtenBytes = Math.max(this.writtenBytes, writtenBytes);
    this.wake?.();
  }

  /** Waits until all written bytes are hashed. */
  async digest(): Promise<Result<MeasuredHashes, Failure>> {
    await this.stop();
    if (this.failure !== null) return err(this.failure);
    return ok(this.hasher.digest());
  }

  /** Hashes no further than what is written now; safe to call more than once. */
  async stop(isAbandoned = false): Promise<void> {
    if (isAbandoned) this.writtenBytes = this.hashedBytes;
    this.isEnded = true;
    this.wake?.();
    await this.finished;
  }

  private async run(): Promise<void> {
    for (;;) {
      if (this.hashedBytes >= this.writtenBytes) {
        if (this.isEnded) return;
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
        this.wake = null;
        continue;
      }
      const length = Math.min(READ_BYTES, this.writtenBytes - this.hashedBytes);
      const read = await this.part.read(this.hashedBytes, length);
      if (!read.ok) {
        this.failure = read.error;
        return;
      }
      this.hasher.update(read.value);
      this.hashedBytes += read.value.length;
    }
  }
}
