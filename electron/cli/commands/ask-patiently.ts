import { type Failure, ruleOf } from '../../../shared/failure';
import type { Result } from '../../../shared/result';
import { retryDelayMs } from '../../core/download/retry';
import type { Clock } from '../../core/ports';

/** Nobody tells a command that the network is back, so pauses stay below about a minute. */
const MOST_COUNTED_TRIES = 9;

export interface Patience {
  readonly clock: Pick<Clock, 'nowMs' | 'after'>;
  /** 0 to 1. */
  readonly random: () => number;
  /** Called before each pause. @param attempt from 1 */
  readonly onPause: (cause: Failure, untilMs: number, attempt: number) => void;
}

/**
 * Asks until there is an answer, as a running download does: again and again while the cause may pass by
 * itself. A failure that somebody has to mend, or that comes too often, is the answer.
 */
export async function askPatiently<Value>(
  ask: () => Promise<Result<Value, Failure>>,
  { clock, random, onPause }: Patience,
): Promise<Result<Value, Failure>> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask();
    if (answer.ok || !mayPass(answer.error, attempt)) return answer;
    const { retryAfterMs } = answer.error;
    const pauseMs = retryDelayMs(Math.min(attempt - 1, MOST_COUNTED_TRIES), retryAfterMs, random());
    onPause(answer.error, clock.nowMs() + pauseMs, attempt);
    await new Promise<void>((resolve) => clock.after(pauseMs, resolve));
  }
}

function mayPass({ code }: Failure, attempt: number): boolean {
  const { retry, mostTries } = ruleOf(code);
  return retry === 'backoff' && (mostTries === undefined || attempt < mostTries);
}
