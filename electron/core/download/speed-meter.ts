const HALF_LIFE_MS = 5_000;
/** How long a report stands for the present: reports come a few times a second, and late at times. */
const SILENCE_FROM_MS = 1_000;
const SHORTEST_SPAN_MS = 400;
const AVERAGE_OVER_MS = 30_000;
const SAMPLE_EVERY_MS = 250;

interface Sample {
  readonly atMs: number;
  readonly bytes: number;
}

/** Sums in which the past counts less and less; their quotient is the speed, right from the start on. */
interface Faded {
  readonly bytes: number;
  readonly ms: number;
}

/**
 * Speed, rest and silence of one download, by any clock that never jumps.
 *
 * For the speed, what is five seconds old counts half, which is calm and still honest. The rest is
 * reckoned from the last half minute, so that it does not dance.
 */
export class SpeedMeter {
  /** At most 30 s back, and never across a moment when bytes were taken back. */
  private samples: Sample[] = [];
  private beganAtMs = 0;
  private last: Sample | null = null;
  private grewAtMs = 0;
  private faded: Faded = { bytes: 0, ms: 0 };

  /** @param bytes received in all so far; fewer than before once some were found damaged */
  record(bytes: number, nowMs: number): void {
    const last = this.last;
    if (last === null) this.beganAtMs = nowMs;
    else this.faded = fade(this.faded, nowMs - last.atMs, Math.max(0, bytes - last.bytes));
    if (last === null || bytes > last.bytes) this.grewAtMs = nowMs;
    if (last !== null && bytes < last.bytes) this.samples = [];
    this.last = { atMs: nowMs, bytes };
    this.sample(this.last);
  }

  /** Null until two moments far enough apart are known. */
  bytesPerSecond(nowMs: number): number | null {
    if (this.last === null) return null;
    const untilMs = this.reckonedUntil(this.last, nowMs);
    if (untilMs - this.beganAtMs < SHORTEST_SPAN_MS) return null;
    const { bytes, ms } = fade(this.faded, untilMs - this.last.atMs, 0);
    return (bytes * 1000) / ms;
  }

  /** Null when the rest or the speed is unknown, or nothing has moved for half a minute. */
  remainingMs(totalBytes: number | null, nowMs: number): number | null {
    const first = this.samples[0];
    if (totalBytes === null || first === undefined || this.last === null) return null;
    const spanMs = this.reckonedUntil(this.last, nowMs) - first.atMs;
    const perSecond = ((this.last.bytes - first.bytes) * 1000) / spanMs;
    if (spanMs < SHORTEST_SPAN_MS || perSecond < 1 || this.silentMs(nowMs) > AVERAGE_OVER_MS) return null;
    return Math.max(0, ((totalBytes - this.last.bytes) / perSecond) * 1000);
  }

  /** How long no byte has come; 0 while they do. */
  silentMs(nowMs: number): number {
    const silentMs = this.last === null ? 0 : nowMs - this.grewAtMs;
    return silentMs < SILENCE_FROM_MS ? 0 : silentMs;
  }

  private reckonedUntil(last: Sample, nowMs: number): number {
    return Math.max(last.atMs, nowMs - SILENCE_FROM_MS);
  }

  private sample(sample: Sample): void {
    const newest = this.samples.at(-1);
    if (newest === undefined || sample.atMs - newest.atMs >= SAMPLE_EVERY_MS) this.samples.push(sample);
    while ((this.samples[1]?.atMs ?? sample.atMs) <= sample.atMs - AVERAGE_OVER_MS) this.samples.shift();
  }
}

/** Bytes are spread over the span: that a report came at its end says nothing about when they came. */
function fade(past: Faded, spanMs: number, bytes: number): Faded {
  if (spanMs <= 0) return { bytes: past.bytes + bytes, ms: past.ms };
  const kept = 2 ** (-spanMs / HALF_LIFE_MS);
  const weightMs = ((1 - kept) * HALF_LIFE_MS) / Math.LN2;
  return { bytes: past.bytes * kept + (bytes / spanMs) * weightMs, ms: past.ms * kept + weightMs };
}
