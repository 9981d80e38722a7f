// @ts-check

/** What a fast line holds in 40 ms, and more: the delay must not limit the speed. */
const MOST_UNDER_WAY_BYTES = 64 * 1024 * 1024;

/**
 * Holds bytes back for a while and passes them on in order. It limits nothing else: any amount that arrives
 * within the delay leaves as quickly as it came. When the far side does not take bytes, it asks the near side to
 * wait, as a full network would.
 */
export class DelayLine {
  /** @type {(bytes: Buffer) => boolean} answers whether more may follow at once */
  onOut = () => true;
  onEnd = () => {};
  /** The near side should wait … */
  onFull = () => {};
  /** … and may go on. */
  onRoom = () => {};

  /**
   * @param {number} delayMs
   * @param {number} openAtMs on the clock of `performance.now`; nothing leaves earlier than the delay after it
   */
  constructor(delayMs, openAtMs) {
    this.delayMs = delayMs;
    this.openAtMs = openAtMs;
    /** @type {{ bytes: Buffer | null, dueMs: number }[]} null is the end */
    this.queue = [];
    this.heldBytes = 0;
    this.isBlocked = false;
    this.isFull = false;
    /** @type {NodeJS.Timeout | null} */
    this.timer = null;
  }

  /** @param {Buffer} bytes */
  put(bytes) {
    this.heldBytes += bytes.length;
    this.enqueue(bytes);
    if (this.heldBytes < MOST_UNDER_WAY_BYTES || this.isFull) return;
    this.isFull = true;
    this.onFull();
  }

  end() {
    this.enqueue(null);
  }

  /** The far side takes bytes again. */
  flow() {
    this.isBlocked = false;
    this.release();
  }

  /** @param {Buffer | null} bytes */
  enqueue(bytes) {
    this.queue.push({ bytes, dueMs: Math.max(performance.now(), this.openAtMs) + this.delayMs });
    this.release();
  }

  release() {
    const now = performance.now();
    let taken = 0;
    for (const { bytes, dueMs } of this.queue) {
      if (this.isBlocked || dueMs > now) break;
      taken += 1;
      if (bytes === null) this.onEnd();
      else {
        this.heldBytes -= bytes.length;
        this.isBlocked = !this.onOut(bytes);
      }
    }
    if (taken > 0) this.queue.splice(0, taken);
    if (this.isFull && this.heldBytes < MOST_UNDER_WAY_BYTES / 2) {
      this.isFull = false;
      this.onRoom();
    }
    this.arm(now);
  }

  /** @param {number} now */
  arm(now) {
    const next = this.queue[0];
    if (this.timer !== null || this.isBlocked || next === undefined) return;
    this.timer = setTimeout(
      () => {
        this.timer = null;
        this.release();
      },
      Math.max(1, next.dueMs - now),
    );
  }
}
