import type { DownloadState } from '../../../shared/download/state';
import { type Failure, ruleOf } from '../../../shared/failure';
import type { StepContext } from './machine';

const FIRST_DELAY_MS = 500;
const LONGEST_QUICK_DELAY_MS = 60_000;
const SHORTEST_DELAY_MS = 100;
/** After so many tries without a new byte the pauses become long, but the download never gives up. */
const QUICK_TRIES = 10;
const LONG_DELAYS_MS = [5 * 60_000, 15 * 60_000, 60 * 60_000] as const;

/**
 * The pause before the next try, in milliseconds.
 *
 * Full jitter over a doubling limit, so that many downloads do not come back as one wave. What a
 * server asks for is never shortened; up to half is added, for the same reason. It also takes the place of
 * our own long pauses: a server that says when to come back is there.
 *
 * @param failedAttempts in a row without a new byte, the last one not counted
 * @param random 0 to 1
 */
export function retryDelayMs(failedAttempts: number, retryAfterMs: number | null, random: number): number {
  if (retryAfterMs === null) return ownDelayMs(failedAttempts, random);
  // A server that says "now" again and again is not believed.
  return Math.max(quickDelayMs(failedAttempts, random), Math.round(retryAfterMs * (1 + random / 2)));
}

function ownDelayMs(failedAttempts: number, random: number): number {
  if (failedAttempts < QUICK_TRIES) return quickDelayMs(failedAttempts, random);
  const step = Math.min(failedAttempts - QUICK_TRIES, LONG_DELAYS_MS.length - 1);
  return LONG_DELAYS_MS[step] ?? LONG_DELAYS_MS[0];
}

function quickDelayMs(failedAttempts: number, random: number): number {
  const limit = Math.min(LONGEST_QUICK_DELAY_MS, FIRST_DELAY_MS * 2 ** failedAttempts);
  return Math.max(SHORTEST_DELAY_MS, Math.round(random * limit));
}

/** `waiting` while the cause may pass by itself, `failed` once somebody has to do something. */
export function nextAfterFailure(cause: Failure, context: StepContext): DownloadState {
  const { retry, mostTries } = ruleOf(cause.code);
  const attempt = context.failedAttempts + 1;
  if (retry === 'whenGone') return { kind: 'waiting', untilMs: null, cause, attempt };
  const isLast = mostTries !== undefined && context.repeats + 1 >= mostTries;
  if (retry !== 'backoff' || isLast) return { kind: 'failed', cause };
  const delayMs = retryDelayMs(context.failedAttempts, cause.retryAfterMs, context.random);
  return {
    kind: 'waiting',
    untilMs: context.nowMs + delayMs,
    cause,
    attempt,
  };
}
