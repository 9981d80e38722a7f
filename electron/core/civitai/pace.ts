/**
 * How fast a host is asked. At full pace only the number of questions at once is limited. Each sign of
 * trouble halves the pace, each good answer lets it grow a little, and what a host asks for with
 * Retry-After holds in full. All times are milliseconds of the steady clock.
 */
export interface Pace {
  /** Between the beginnings of two questions; 0 at full pace. */
  readonly gapMs: number;
  /** No question begins before, because of the gap. */
  readonly nextAtMs: number;
  /** No question begins before, because the host asked for it. */
  readonly closedUntilMs: number;
  /** When it was last slowed down; questions from before that met the same trouble. */
  readonly slowedAtMs: number;
}

export const FULL_PACE: Pace = {
  gapMs: 0,
  nextAtMs: Number.NEGATIVE_INFINITY,
  closedUntilMs: Number.NEGATIVE_INFINITY,
  slowedAtMs: Number.NEGATIVE_INFINITY,
};

/** Half of eight a second, which is more than a person who scrolls asks for. */
const FIRST_GAP_MS = 250;
const LONGEST_GAP_MS = 4_000;
/** A fifth faster with each good answer: three or four of them make up for one sign of trouble. */
const GROWTH = 0.8;
/** Below it the gap makes no difference. */
const SHORTEST_GAP_MS = 125;

/** The earliest moment at which a question may begin. */
export function startsAt(pace: Pace): number {
  return Math.max(pace.nextAtMs, pace.closedUntilMs);
}

/** Whoever is asked slowly is also asked by fewer at once. */
export function atOnce(pace: Pace, most: number): number {
  if (pace.gapMs === 0) return most;
  return pace.gapMs <= FIRST_GAP_MS ? Math.ceil(most / 2) : 1;
}

export function afterStart(pace: Pace, nowMs: number): Pace {
  return { ...pace, nextAtMs: nowMs + pace.gapMs };
}

export function afterSuccess(pace: Pace): Pace {
  const gapMs = pace.gapMs * GROWTH;
  return { ...pace, gapMs: gapMs < SHORTEST_GAP_MS ? 0 : gapMs };
}

/**
 * @param askedAtMs when the question began that met the trouble
 * @param retryAfterMs what the host asked for, from now; null when it asked for nothing
 */
export function afterTrouble(
  pace: Pace,
  nowMs: number,
  askedAtMs: number,
  retryAfterMs: number | null,
): Pace {
  const isNews = askedAtMs >= pace.slowedAtMs;
  const slower = Math.min(LONGEST_GAP_MS, Math.max(FIRST_GAP_MS, pace.gapMs * 2));
  const gapMs = isNews ? slower : pace.gapMs;
  return {
    gapMs,
    slowedAtMs: isNews ? nowMs : pace.slowedAtMs,
    nextAtMs: Math.max(pace.nextAtMs, nowMs + gapMs),
    // A later, shorter wish does not take back an earlier one.
    closedUntilMs: Math.max(pace.closedUntilMs, nowMs + (retryAfterMs ?? 0)),
  };
}
