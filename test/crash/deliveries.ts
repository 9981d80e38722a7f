import type { PieceClaim } from '../../electron/core/ports';
import { ByteRanges } from './byte-ranges';

interface Delivery {
  readonly start: number;
  readonly end: number;
  readonly atMs: number;
}

/** Bytes of one file that the program was handed and has not claimed yet, with the moment they came. */
export class Deliveries {
  private waiting: Delivery[] = [];
  private isExcused = false;
  private isAccepted = false;

  /** @param atMs by the steady clock */
  note(start: number, end: number, atMs: number): void {
    if (this.isExcused || !this.isAccepted) return;
    const last = this.waiting.at(-1);
    if (last !== undefined && last.end === start && last.atMs === atMs) {
      this.waiting[this.waiting.length - 1] = { ...last, end };
    } else this.waiting.push({ start, end, atMs });
  }

  /** Nothing that comes is expected to be kept until the file is opened anew: the disk failed, for example. */
  excuse(): void {
    this.waiting = [];
    this.isExcused = true;
  }

  /** A new run begins. */
  expect(): void {
    this.isExcused = false;
    this.isAccepted = false;
  }

  /** The program believes the answer. What came before is looked at, and kept only when it was right. */
  accept(): void {
    this.isAccepted = true;
  }

  takeBack(start: number, end: number): void {
    this.waiting = this.waiting.filter((each) => each.end <= start || each.start >= end);
  }

  /** How many bytes came before this moment and would be lost by a crash now. */
  unclaimedBytes(claims: readonly PieceClaim[], beforeMs: number): number {
    const claimed = new ByteRanges();
    for (const { start, bytes } of claims) claimed.add(start, start + bytes);
    this.waiting = this.waiting.filter(({ start, end }) => claimed.countIn(start, end) < end - start);
    const lost = new ByteRanges();
    for (const { start, end, atMs } of this.waiting) if (atMs < beforeMs) lost.add(start, end);
    return lost.all().reduce((sum, { start, end }) => sum + end - start - claimed.countIn(start, end), 0);
  }
}
