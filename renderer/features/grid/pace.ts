/** Where a list was scrolled to, and when. */
export interface ScrollSample {
  /** In pixels from the top. */
  readonly offset: number;
  /** In milliseconds of any clock. */
  readonly at: number;
}

/** What comes into view faster than this is gone again within a third of a second. */
const HURRIED_SCREENS_A_SECOND = 3;
/** A list that nobody has moved for so long stands still. */
export const REST_MS = 100;
/** Over which the pace is taken, so that one jump is no hurry. */
const SPAN_MS = 100;
const KEPT_MS = 2 * SPAN_MS;

/** The samples that say something of the pace now, oldest first, the new one included. */
export function keepSamples(samples: readonly ScrollSample[], next: ScrollSample): readonly ScrollSample[] {
  const last = samples.at(-1);
  const isFreshStart = last === undefined || next.at - last.at > REST_MS;
  return isFreshStart ? [next] : [...samples.filter(({ at }) => next.at - at <= KEPT_MS), next];
}

/**
 * Whether a list passes so fast that nobody sees what is on it.
 *
 * @param viewHeight in pixels
 */
export function isHurried(samples: readonly ScrollSample[], viewHeight: number): boolean {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined || viewHeight <= 0) return false;
  const spanMs = last.at - first.at;
  if (spanMs < SPAN_MS) return false;
  const screens = Math.abs(last.offset - first.offset) / viewHeight;
  return (screens * 1_000) / spanMs > HURRIED_SCREENS_A_SECOND;
}
