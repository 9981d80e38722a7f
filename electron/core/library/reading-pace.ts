/** What was read is counted over so long, so that one large file does not make the rest look slow. */
const WINDOW_MS = 20_000;
/** Before that, a speed says nothing. */
const SHORTEST_MS = 1_500;

interface Sample {
  readonly atMs: number;
  readonly bytes: number;
}

/** How fast files are read, and how long the rest will take. Times are of a clock that never jumps. */
export class ReadingPace {
  private samples: readonly Sample[] = [];

  /** Forgets what was; to be called when reading begins or goes on after a pause. */
  begin(atMs: number, bytes: number): void {
    this.samples = [{ atMs, bytes }];
  }

  note(atMs: number, bytes: number): void {
    const recent = this.samples.filter((sample) => sample.atMs > atMs - WINDOW_MS);
    // The last one before the window is where it begins.
    const first = this.samples.findLast((sample) => sample.atMs <= atMs - WINDOW_MS);
    this.samples = [...(first === undefined ? [] : [first]), ...recent, { atMs, bytes }];
  }

  /** Null until it can be told. */
  bytesPerSecond(): number | null {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (first === undefined || last === undefined || last.atMs - first.atMs < SHORTEST_MS) return null;
    return ((last.bytes - first.bytes) * 1_000) / (last.atMs - first.atMs);
  }

  remainingMs(bytesLeft: number): number | null {
    const speed = this.bytesPerSecond();
    return speed === null || speed <= 0 ? null : (Math.max(0, bytesLeft) / speed) * 1_000;
  }
}
