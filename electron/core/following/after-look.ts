import { MATURITY_BITS, type MaturityLevel, type ModelMode } from '../../../shared/civitai/model';
import { type Failure, type FailureCode, ruleOf } from '../../../shared/failure';
import { nextLookAtMs } from './due';
import type { Baseline, FollowRecord } from './follow';

/** What the service says of a model itself. */
export interface ModelFacts {
  readonly name: string;
  readonly type: string;
  readonly creator: string | null;
  readonly maturity: MaturityLevel;
  readonly mode: ModelMode;
}

/** @param facts null for a creator @param fraction of chance, from 0 up to, but not including, 1 */
export function afterLook(
  follow: FollowRecord,
  { facts, baseline }: { readonly facts: ModelFacts | null; readonly baseline: Baseline },
  nowMs: number,
  fraction: number,
): FollowRecord {
  const looked: FollowRecord = {
    ...follow,
    ...(facts === null
      ? {}
      : {
          name: facts.name,
          creator: facts.creator,
          modelType: facts.type,
          maturity: facts.maturity,
          firstMaturity: follow.firstMaturity ?? facts.maturity,
        }),
    standing: facts?.mode ?? 'available',
    baseline,
    lookedAtMs: nowMs,
    failedLooks: 0,
    trouble: null,
  };
  return { ...looked, nextLookAtMs: nextLookAtMs(looked, nowMs, fraction) };
}

/** The service knows it no more; everything else is a trouble that may pass. */
const GONE: ReadonlySet<FailureCode> = new Set(['input.unknownModel', 'input.unknownCreator']);

export function afterFailedLook(
  follow: FollowRecord,
  cause: Failure,
  nowMs: number,
  fraction: number,
): FollowRecord {
  const looked: FollowRecord = GONE.has(cause.code)
    ? { ...follow, standing: 'gone', lookedAtMs: nowMs, failedLooks: 0, trouble: null }
    : { ...follow, failedLooks: follow.failedLooks + 1, trouble: cause };
  const dueMs = nextLookAtMs(looked, nowMs, fraction);
  return { ...looked, nextLookAtMs: Math.max(dueMs, nowMs + (cause.retryAfterMs ?? 0)) };
}

const TROUBLES: ReadonlySet<FailureCode> = new Set([
  'network.tls',
  'http.rateLimited',
  'http.busy',
  'http.serverError',
  'http.badAnswer',
  'http.regionBlocked',
  'network.proxyForbids',
  'network.proxyLogin',
]);

/** Whether the next question would most likely end the same way, whatever it is about. */
export function isServiceTrouble({ code }: Failure): boolean {
  return TROUBLES.has(code) || ruleOf(code).passesWithNetwork === true;
}

const FIRST_REST_MS = 5 * 60_000;
const LONGEST_REST_MS = 60 * 60_000;

/** How long nothing is asked by itself after so many rounds in a row that ended in trouble. */
export function restMs(troubles: number, { retryAfterMs }: Failure): number {
  return Math.max(
    retryAfterMs ?? 0,
    Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** Math.min(troubles - 1, 5)),
  );
}

/** Whether a model is rated more mature than it was when it was followed. */
export function hasMatured({ maturity, firstMaturity }: FollowRecord): boolean {
  return (
    maturity !== null && firstMaturity !== null && MATURITY_BITS[maturity] > MATURITY_BITS[firstMaturity]
  );
}
