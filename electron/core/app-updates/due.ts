const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A start has better things to do. */
const AFTER_START_MS = 2 * MINUTE_MS;
const EVERY_MS = 24 * HOUR_MS;
/** After a look or a fetch that failed; twice that after the second, and so on. */
const FIRST_RETRY_MS = 15 * MINUTE_MS;
/** Everybody who started at the same hour must not ask at the same minute. */
const SPREAD = 0.2;

export interface LookFacts {
  /** When the feed last answered, in milliseconds since 1970; null when it never did. */
  readonly lookedAtMs: number | null;
  /** Something newer was found before this start, so that it is to be taken up again. */
  readonly hasFound: boolean;
  /** Since the feed last answered. */
  readonly failedTries: number;
}

/**
 * In how many milliseconds to look again by itself.
 *
 * @param isStart nothing was asked since Civet has started
 * @param fraction from 0 up to, but not including, 1
 */
export function untilNextLookMs(
  { lookedAtMs, hasFound, failedTries }: LookFacts,
  isStart: boolean,
  nowMs: number,
  fraction: number,
): number {
  const spread = 1 + SPREAD * fraction;
  if (failedTries > 0)
    return Math.round(Math.min(EVERY_MS, FIRST_RETRY_MS * 2 ** Math.min(failedTries - 1, 10)) * spread);
  const soonMs = isStart ? AFTER_START_MS : 0;
  // A time that lies ahead was noted by a clock that was wrong.
  if (lookedAtMs === null || lookedAtMs > nowMs || (isStart && hasFound)) return Math.round(soonMs * spread);
  return Math.round(Math.max(soonMs, lookedAtMs + EVERY_MS * spread - nowMs));
}
