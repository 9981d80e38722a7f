import { type Failure, failure, ruleOf } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { EngineNeeds, FileContext } from './file-context';

/** What a crash may cost at the most: this many bytes, or this long. */
export const BATCH_BYTES = 64 * 1024 * 1024;
const BATCH_MS = 5_000;

/**
 * Makes written bytes durable and then claims them, in this order and no other: the part file is synced
 * first, and only what was written before that sync goes into the book.
 */
export class SyncBatches {
  private running: Promise<Result<null, Failure>> | null = null;
  private lastMs: number;
  /** What the book has been told, by host. */
  private readonly notedTags = new Map<string, string>();
  // After a failed sync the system may forget what it could not write, and call the next one a success; so
  // after the first failure nothing is claimed again until the file has been opened anew.
  private broken: Failure | null = null;

  constructor(
    private readonly needs: EngineNeeds,
    private readonly file: FileContext,
  ) {
    this.lastMs = needs.clock.steadyMs();
  }

  /** Why nothing can be made durable any more; null while all is well. */
  get failure(): Failure | null {
    return this.broken;
  }

  /** Starts a batch when one is due. Writing goes on meanwhile. */
  noteWritten(): void {
    if (this.running !== null || this.broken !== null) return;
    const { unclaimedBytes } = this.file.map;
    const isOld = this.needs.clock.steadyMs() - this.lastMs >= BATCH_MS;
    if (unclaimedBytes >= BATCH_BYTES || (isOld && unclaimedBytes > 0)) void this.start();
  }

  /** Makes everything durable that is written now. */
  async flush(): Promise<Result<null, Failure>> {
    await this.running;
    return this.start();
  }

  private start(): Promise<Result<null, Failure>> {
    this.running ??= this.sync().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async sync(): Promise<Result<null, Failure>> {
    if (this.broken !== null) return err(this.broken);
    const { map, part, validators, wanted, observer } = this.file;
    this.lastMs = this.needs.clock.steadyMs();
    const batch = map.batch();
    const hasNewTag = [...validators].some(([host, etag]) => this.notedTags.get(host) !== etag);
    if (batch.claims.length + batch.dropped.length === 0 && !hasNewTag) return ok(null);
    // What is only taken back need not wait for a disk.
    const synced = batch.claims.length === 0 ? ok(null) : await part.sync();
    if (!synced.ok) return this.breakOff(faultOf(synced.error));
    const tags = [...validators].map(([host, etag]) => ({ host, etag }));
    const noted = this.needs.book.change(wanted.id, { ...batch, validators: tags });
    if (!noted.ok) return this.breakOff(noted.error);
    for (const { host, etag } of tags) this.notedTags.set(host, etag);
    map.markClaimed(batch);
    observer.onDurable(map.claimedBytes);
    return ok(null);
  }

  private breakOff(cause: Failure): Result<null, Failure> {
    this.broken = cause;
    return err(cause);
  }
}

/** Whatever the system calls it: a disk that does not confirm what was written cannot be relied on. */
function faultOf(cause: Failure): Failure {
  return ruleOf(cause.code).stopsVolume === undefined ? failure('disk.ioError', cause.params) : cause;
}
