import { type Failure, ruleOf } from '../../../shared/failure';

/** Failures in a row without a whole piece in between, before the queue is told. */
const MOST_SETBACKS = 10;
/** Connections that are cut together have heard of one thing. */
const ONE_EVENT_MS = 1_000;
/** A storage that wants to be left alone for longer is left to the queue, which can say so. */
const LONGEST_PAUSE_MS = 5_000;

export interface SetbackFacts {
  /** Steady. */
  readonly nowMs: number;
  /** Bytes of the file that are written by now. */
  readonly writtenBytes: number;
  /** Other connections that fetch the same file. */
  readonly others: number;
  /** All connections were cut a moment ago, by us or by the end of a network. */
  readonly isInterrupted: boolean;
}

/**
 * What comes after a failure of one connection.
 *
 * - `fail`: nobody here can do anything about it; the attempt ends.
 * - `retire`: the host wants fewer connections, and there are others.
 * - `wait`: nobody's failure; soon again.
 * - `retry`: again after a pause that grows with `setbacks`.
 */
export type AfterFailure =
  | { readonly kind: 'fail' }
  | { readonly kind: 'retire' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'retry'; readonly setbacks: number };

/** Our own rules stand in the way, for a moment: nobody has failed. */
export function isNotYet({ code, params, retryAfterMs }: Failure): boolean {
  return code === 'http.rateLimited' && params.status === undefined && retryAfterMs === null;
}

/** Counts what went wrong with one file since its last whole piece, and says when it is too much. */
export class Setbacks {
  private count = 0;
  private bytesAtSetback: number;
  private bytesAtCalm: number;
  /** The setback that counted last, and whether bytes had come before it. */
  private event = { atMs: Number.NEGATIVE_INFINITY, hasGained: false };
  /** Bytes came that differ from those on disk, and no piece has come since. */
  private isDoubted = false;

  constructor(
    writtenBytes: number,
    private readonly pieceBytes: number,
  ) {
    this.bytesAtSetback = writtenBytes;
    this.bytesAtCalm = writtenBytes;
  }

  /** @returns whether a whole piece has come, so that everything before is forgiven */
  noteWritten(writtenBytes: number): boolean {
    if (writtenBytes - this.bytesAtCalm < this.pieceBytes) return false;
    this.bytesAtCalm = writtenBytes;
    this.count = 0;
    this.isDoubted = false;
    return true;
  }

  /**
   * One answer with other bytes may be a mistake of one server; a second, by a new link, is believed.
   *
   * @returns whether this is the first one
   */
  doubt(cause: Failure): boolean {
    if (cause.code !== 'http.remoteChanged' || this.isDoubted) return false;
    this.isDoubted = true;
    return true;
  }

  /** @param isFirstDoubt as `doubt` has answered for this cause */
  judge(cause: Failure, isFirstDoubt: boolean, facts: SetbackFacts): AfterFailure {
    const { nowMs, others, isInterrupted } = facts;
    if (!isFirstDoubt && ruleOf(cause.code).retry !== 'backoff') return { kind: 'fail' };
    if (isInterrupted) return { kind: 'wait' };
    const wantsLess = cause.code === 'http.rateLimited' || cause.code === 'http.busy';
    if (wantsLess && others > 0) return { kind: 'retire' };
    if (nowMs - this.event.atMs >= ONE_EVENT_MS) this.begin(facts);
    // Refused links have a count of their own.
    const mayRepeat = this.event.hasGained || isFirstDoubt || cause.code === 'http.linkExpired';
    const isUseless = !mayRepeat || (cause.retryAfterMs ?? 0) > LONGEST_PAUSE_MS;
    if (this.count > MOST_SETBACKS || (others === 0 && isUseless)) return { kind: 'fail' };
    return { kind: 'retry', setbacks: this.count };
  }

  private begin({ nowMs, writtenBytes }: SetbackFacts): void {
    this.event = { atMs: nowMs, hasGained: writtenBytes > this.bytesAtSetback };
    this.count += 1;
    this.bytesAtSetback = writtenBytes;
  }
}
