const WINDOW_MS = 5_000;
const SHORTEST_SPAN_MS = 400;

interface Sample {
  readonly atMs: number;
  readonly bytes: number;
}

/** Bytes per second over the last five seconds, so that the figure is steady and still honest. */
export class SpeedMeter {
  private samples: Sample[] = [];

  /** @param bytes received in all so far; @param nowMs any steady clock */
  record(bytes: number, nowMs: number): void {
    this.samples.push({ atMs: nowMs, bytes });
    while (this.samples.length > 2 && (this.samples[1]?.atMs ?? nowMs) < nowMs - WINDOW_MS)
      this.samples.shift();
  }

  /** Null until two moments far enough apart are known. */
  bytesPerSecond(nowMs: number): number | null {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (first === undefined || last === undefined) return null;
    const spanMs = nowMs - first.atMs;
    if (spanMs < SHORTEST_SPAN_MS) return null;
    return ((last.bytes - first.bytes) * 1000) / spanMs;
  }

  /** Null when the rest or the speed is unknown, or nothing moves. */
  remainingMs(totalBytes: number | null, nowMs: number): number | null {
    const speed = this.bytesPerSecond(nowMs);
    const received = this.samples.at(-1)?.bytes;
    if (totalBytes === null || received === undefined || speed === null || speed < 1) return null;
    return Math.max(0, ((totalBytes - received) / speed) * 1000);
  }
}
