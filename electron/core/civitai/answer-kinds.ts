/**
 * What kinds of answers there are, and for how long each of them is as good as a new one.
 *
 * `freshMs`: asked again it would most likely be the same; the service's own cache is five minutes old.
 * `renewMs`: shown at once, and renewed behind it. Older ones are asked for first, and shown only when the
 * service does not answer. A list is renewed behind its back for a short time only, because it would change
 * under the eyes of whoever reads it.
 */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

interface AnswerRule {
  readonly freshMs: number;
  readonly renewMs: number;
  /** Anything else is no answer, whatever its status says, and is not kept. */
  readonly looksRight: (value: Readonly<Record<string, unknown>>) => boolean;
}

export const ANSWER_KINDS = {
  list: { freshMs: 5 * MINUTE_MS, renewMs: 15 * MINUTE_MS, looksRight: ({ items }) => Array.isArray(items) },
  model: { freshMs: 5 * MINUTE_MS, renewMs: DAY_MS, looksRight: ({ id }) => typeof id === 'number' },
  version: { freshMs: HOUR_MS, renewMs: 7 * DAY_MS, looksRight: ({ id }) => typeof id === 'number' },
  terms: {
    freshMs: HOUR_MS,
    renewMs: DAY_MS,
    looksRight: ({ requireAuth }) => typeof requireAuth === 'boolean',
  },
  enums: { freshMs: DAY_MS, renewMs: 30 * DAY_MS, looksRight: ({ ModelType }) => Array.isArray(ModelType) },
} as const satisfies Record<string, AnswerRule>;

export type AnswerKind = keyof typeof ANSWER_KINDS;

/** A clock that was put right by more than this had been wrong when the answer was kept. */
const CLOCK_SLIP_MS = 5 * MINUTE_MS;

/** @param ageMs since it was given; far in the future says nothing of how old it is */
export function judgeAge(kind: AnswerKind, ageMs: number): 'fresh' | 'renew' | 'ask' {
  const { freshMs, renewMs } = ANSWER_KINDS[kind];
  if (ageMs < -CLOCK_SLIP_MS) return 'ask';
  if (ageMs < freshMs) return 'fresh';
  return ageMs < renewMs ? 'renew' : 'ask';
}

export function looksRight(kind: AnswerKind, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return ANSWER_KINDS[kind].looksRight({ ...value });
}
