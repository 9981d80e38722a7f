/** What a pause may save up, at most: a quarter of a second of bytes. */
export const BURST_MS = 250;
const SMALLEST_CAPACITY_BYTES = 64 * 1024;

/**
 * Bytes that may be read under a limit.
 *
 * A taker may go into debt, so that no read is cut into crumbs; whoever comes next waits until the debt is
 * paid. Over any time the sum is at most `rate × time + capacityBytes()` and the last bytes taken. It
 * starts empty, which costs nobody a wait: a single byte is enough to take more.
 */
export class TokenBucket {
  private balanceBytes = 0;

  /** @param bytesPerSecond 0 lets nothing through; @param lastMs a steady clock, now */
  constructor(
    private bytesPerSecond: number,
    private lastMs: number,
  ) {}

  /** The most that an idle time saves up. */
  capacityBytes(): number {
    return Math.max(SMALLEST_CAPACITY_BYTES, (this.bytesPerSecond * BURST_MS) / 1000);
  }

  /**
   * Holds from now on. Savings above the new capacity are lost. A debt keeps whichever of its sizes is
   * smaller, in bytes or in time: otherwise a slower rate would be silent for seconds over one old read.
   */
  setRate(bytesPerSecond: number, nowMs: number): void {
    this.refill(nowMs);
    const isSlower = bytesPerSecond < this.bytesPerSecond;
    if (this.balanceBytes < 0 && isSlower)
      this.balanceBytes = (this.balanceBytes * bytesPerSecond) / this.bytesPerSecond;
    this.bytesPerSecond = bytesPerSecond;
    this.balanceBytes = Math.min(this.balanceBytes, this.capacityBytes());
  }

  /** Whether something may be taken now, however much. */
  isOpen(nowMs: number): boolean {
    this.refill(nowMs);
    return this.bytesPerSecond > 0 && this.balanceBytes > 0;
  }

  take(bytes: number): void {
    this.balanceBytes -= bytes;
  }

  giveBack(bytes: number): void {
    this.balanceBytes += bytes;
  }

  /** Whole milliseconds until it is open, at least 1; null while the rate is 0. */
  waitMs(): number | null {
    if (this.bytesPerSecond <= 0) return null;
    return Math.max(1, Math.ceil(((1 - this.balanceBytes) * 1000) / this.bytesPerSecond));
  }

  private refill(nowMs: number): void {
    const earnedBytes = (Math.max(0, nowMs - this.lastMs) * this.bytesPerSecond) / 1000;
    this.lastMs = nowMs;
    this.balanceBytes = Math.min(this.balanceBytes + earnedBytes, this.capacityBytes());
  }
}
