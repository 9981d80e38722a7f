import type { FollowRecord } from './follow';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How often each thing is looked at. */
const EVERY_MS = 6 * HOUR_MS;
/** What has gone or was archived comes back seldom, and costs a question of its own. */
const SELDOM_MS = 24 * HOUR_MS;
/** After a look that came to nothing; twice that after the second, and so on. */
const FIRST_RETRY_MS = 15 * MINUTE_MS;
/** Models that are due soon go along, so that many of them cost few questions. */
const ALONG_MS = 45 * MINUTE_MS;
/** By how much looks are spread around their time: a tenth to both sides. */
const SPREAD = 0.2;
/** A list of more models than this grows to several megabytes. */
export const MOST_MODELS_AT_ONCE = 50;

type Due = Pick<FollowRecord, 'key' | 'subject' | 'nextLookAtMs'>;

/** What one question, or one row of them, is about. */
export type NextLook<Follow> =
  | { readonly kind: 'models'; readonly follows: readonly Follow[] }
  | { readonly kind: 'creator'; readonly follow: Follow };

/** @param fraction from 0 up to, but not including, 1 @returns milliseconds since 1970 */
export function nextLookAtMs(
  { standing, failedLooks }: Pick<FollowRecord, 'standing' | 'failedLooks'>,
  nowMs: number,
  fraction: number,
): number {
  const everyMs = standing === 'gone' || standing === 'archived' ? SELDOM_MS : EVERY_MS;
  const pauseMs =
    failedLooks === 0 ? everyMs : Math.min(everyMs, FIRST_RETRY_MS * 2 ** Math.min(failedLooks - 1, 10));
  return Math.round(nowMs + pauseMs * (1 + SPREAD * (fraction - 0.5)));
}

/** Nobody waits longer than this for a look; a later time was set by a clock that was wrong. */
const LATEST_MS = SELDOM_MS * (1 + SPREAD);

function isDue({ nextLookAtMs: dueMs }: Due, nowMs: number): boolean {
  return dueMs <= nowMs || dueMs > nowMs + LATEST_MS;
}

/**
 * What to look at now: what the user asked for, then what is due longest. Models go together.
 *
 * @param wanted keys that the user asked for
 * @param isHeld nothing goes out by itself just now
 * @returns null when nothing is to be looked at
 */
export function chooseLook<Follow extends Due>(
  follows: readonly Follow[],
  nowMs: number,
  wanted: ReadonlySet<string>,
  isHeld: boolean,
): NextLook<Follow> | null {
  const rank = ({ key, nextLookAtMs: dueMs }: Follow) => (wanted.has(key) ? Number.NEGATIVE_INFINITY : dueMs);
  const isTurn = (follow: Follow) => wanted.has(follow.key) || (!isHeld && isDue(follow, nowMs));
  const [first] = follows.filter(isTurn).toSorted((a, b) => compare(rank(a), rank(b)));
  if (first === undefined) return null;
  if (first.subject.kind === 'creator') return { kind: 'creator', follow: first };
  const goesAlong = (follow: Follow) =>
    follow.subject.kind === 'model' && (isTurn(follow) || (!isHeld && isDue(follow, nowMs + ALONG_MS)));
  const others = follows
    .filter((follow) => follow !== first && goesAlong(follow))
    .toSorted((a, b) => compare(rank(a), rank(b)));
  return { kind: 'models', follows: [first, ...others].slice(0, MOST_MODELS_AT_ONCE) };
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** In how many milliseconds something is due; null when nothing is followed. */
export function untilNextLookMs(follows: readonly Due[], nowMs: number): number | null {
  if (follows.length === 0) return null;
  if (follows.some((follow) => isDue(follow, nowMs))) return 0;
  return Math.min(...follows.map(({ nextLookAtMs: dueMs }) => dueMs)) - nowMs;
}
