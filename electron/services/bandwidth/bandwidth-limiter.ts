import { DeficitRoundRobin } from '../../core/bandwidth/deficit-round-robin';
import { TokenBucket } from '../../core/bandwidth/token-bucket';
import type { Clock } from '../../core/ports';

interface Waiter {
  readonly wantedBytes: number;
  /** Answers the read and stops listening to its signal. */
  readonly settle: (bytes: number) => void;
}

interface Limited {
  readonly bucket: TokenBucket;
  readonly turns: DeficitRoundRobin;
}

/**
 * One limit over all downloads: every read asks first. Not reading is what slows the sender down.
 *
 * Under a limit, downloads share by weight; what one does not use flows to the others at once. A timer is
 * armed only while somebody waits.
 */
export class BandwidthLimiter {
  private limited: Limited | null;
  /** Connections that wait, by download, first come first served within one. */
  private readonly waiters = new Map<string, Waiter[]>();
  private cancelTimer: (() => void) | null = null;

  /** @param bytesPerSecond null: unlimited; 0: nothing passes until the limit changes */
  constructor(
    private readonly clock: Clock,
    private bytesPerSecond: number | null,
  ) {
    this.limited = bytesPerSecond === null ? null : this.startLimit(bytesPerSecond);
  }

  /** Holds at once, also for those who wait. */
  setLimit(bytesPerSecond: number | null): void {
    if (bytesPerSecond === this.bytesPerSecond) return;
    this.bytesPerSecond = bytesPerSecond;
    if (bytesPerSecond === null) {
      this.limited = null;
      this.letAllGo();
      return;
    }
    if (this.limited === null) {
      this.limited = this.startLimit(bytesPerSecond);
      return;
    }
    this.limited.bucket.setRate(bytesPerSecond, this.clock.steadyMs());
    this.limited.turns.setRate(bytesPerSecond);
    this.serve();
  }

  /**
   * Waits until this download may read. Whoever reads less than it was allowed gives the rest back,
   * also after an abort that came too late to change the answer.
   *
   * @param weight 1 low, 2 normal, 4 high
   * @param wantedBytes at least 1
   * @returns how many bytes may be read now: 1 to `wantedBytes`, or 0 when aborted. A plain number, without
   *   a promise, when there is nothing to wait for. Never rejects.
   */
  admit(
    downloadId: string,
    weight: number,
    wantedBytes: number,
    signal: AbortSignal,
  ): number | Promise<number> {
    if (signal.aborted) return 0;
    if (this.limited === null) return wantedBytes;
    const { bucket, turns } = this.limited;
    const nowMs = this.clock.steadyMs();
    turns.join(downloadId, weight, nowMs);
    if (this.waiters.size > 0 || !bucket.isOpen(nowMs)) return this.wait(downloadId, wantedBytes, signal);
    const { mostBytes } = turns.next((id) => (id === downloadId ? 1 : 0), nowMs);
    return this.grant(this.limited, downloadId, Math.min(mostBytes, wantedBytes));
  }

  /** Gives back what was admitted and not used; others may take it at once. */
  giveBack(downloadId: string, bytes: number): void {
    if (this.limited === null || bytes <= 0) return;
    this.limited.bucket.giveBack(bytes);
    this.limited.turns.giveBack(downloadId, bytes);
    if (this.waiters.size > 0) this.serve();
  }

  private startLimit(bytesPerSecond: number): Limited {
    return {
      bucket: new TokenBucket(bytesPerSecond, this.clock.steadyMs()),
      turns: new DeficitRoundRobin(bytesPerSecond),
    };
  }

  private grant({ bucket, turns }: Limited, downloadId: string, bytes: number): number {
    bucket.take(bytes);
    turns.take(downloadId, bytes);
    return bytes;
  }

  private wait(downloadId: string, wantedBytes: number, signal: AbortSignal): Promise<number> {
    return new Promise((resolve) => {
      const abort = () => {
        this.remove(downloadId, waiter);
        waiter.settle(0);
        if (this.waiters.size === 0) this.disarm();
      };
      const waiter: Waiter = {
        wantedBytes,
        settle: (bytes) => {
          signal.removeEventListener('abort', abort);
          resolve(bytes);
        },
      };
      signal.addEventListener('abort', abort, { once: true });
      const queue = this.waiters.get(downloadId);
      if (queue === undefined) this.waiters.set(downloadId, [waiter]);
      else queue.push(waiter);
      // An armed timer is right for everybody: when there is something to take does not depend on who waits.
      if (this.cancelTimer === null) this.serve();
    });
  }

  private remove(downloadId: string, waiter: Waiter): void {
    const queue = this.waiters.get(downloadId);
    if (queue === undefined) return;
    const at = queue.indexOf(waiter);
    if (at >= 0) queue.splice(at, 1);
    if (queue.length === 0) this.waiters.delete(downloadId);
  }

  /** Hands out what there is, then sleeps until there is more, if anybody still waits. */
  private serve(): void {
    this.disarm();
    const limited = this.limited;
    if (limited === null) return;
    const nowMs = this.clock.steadyMs();
    while (this.waiters.size > 0 && limited.bucket.isOpen(nowMs)) {
      const { id, mostBytes } = limited.turns.next((each) => this.waiters.get(each)?.length ?? 0, nowMs);
      const waiter = this.waiters.get(id)?.[0];
      if (waiter === undefined) throw new Error('A turn went to a download that does not wait.');
      this.remove(id, waiter);
      waiter.settle(this.grant(limited, id, Math.min(mostBytes, waiter.wantedBytes)));
    }
    const waitMs = this.waiters.size > 0 ? limited.bucket.waitMs() : null;
    if (waitMs !== null) this.cancelTimer = this.clock.after(waitMs, () => this.serve());
  }

  private letAllGo(): void {
    this.disarm();
    const queues = [...this.waiters.values()];
    this.waiters.clear();
    for (const queue of queues) for (const waiter of queue) waiter.settle(waiter.wantedBytes);
  }

  private disarm(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
  }
}
