/** Speed limits by the clock on the wall, repeated every week. */
export interface ScheduleRule {
  /** On which days it begins; 0 is Monday. */
  readonly days: readonly number[];
  /** Minutes since local midnight, 0 to 1439. */
  readonly fromMinute: number;
  /**
   * Minutes since local midnight, 0 to 1440; the rule has ended by then. Not after `fromMinute`: the rule
   * passes midnight; equal to it, it holds for 24 hours.
   */
  readonly toMinute: number;
  /** Null is full speed, 0 is pause. */
  readonly bytesPerSecond: number | null;
}

/** A local moment, as a clock on the wall shows it. */
export interface WeekMoment {
  /** 0 is Monday. */
  readonly weekday: number;
  /** Minutes since local midnight, 0 to 1439. */
  readonly minute: number;
}

export interface LimitInForce {
  /** Null is full speed, 0 is pause. */
  readonly bytesPerSecond: number | null;
  readonly source: 'none' | 'manual' | 'schedule';
  /** Minutes on the wall's clock until limit or source differ, 1 to 10,079; null when they never do. */
  readonly changesInMinutes: number | null;
}

const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;

/**
 * The limit in force at a moment. A rule that holds comes before the limit set by hand, and a later rule
 * before an earlier one.
 *
 * It counts minutes on the wall's clock, so when clocks are put forward or back it is right again at the
 * next look: look again every minute rather than sleeping for `changesInMinutes`.
 */
export function limitAt(
  rules: readonly ScheduleRule[],
  manualLimit: number | null,
  moment: WeekMoment,
): LimitInForce {
  const now = moment.weekday * DAY_MINUTES + moment.minute;
  const current = chosenAt(rules, manualLimit, now);
  const changesInMinutes = bordersAfter(rules, now).find((minutes) => {
    const then = chosenAt(rules, manualLimit, (now + minutes) % WEEK_MINUTES);
    return then.bytesPerSecond !== current.bytesPerSecond || then.source !== current.source;
  });
  return { ...current, changesInMinutes: changesInMinutes ?? null };
}

function chosenAt(rules: readonly ScheduleRule[], manualLimit: number | null, weekMinute: number) {
  const rule = rules.findLast((candidate) => holdsAt(candidate, weekMinute));
  if (rule !== undefined) return { bytesPerSecond: rule.bytesPerSecond, source: 'schedule' } as const;
  if (manualLimit !== null) return { bytesPerSecond: manualLimit, source: 'manual' } as const;
  return { bytesPerSecond: null, source: 'none' } as const;
}

function holdsAt(rule: ScheduleRule, weekMinute: number): boolean {
  return rule.days.some((day) => {
    const since = (weekMinute - startOf(rule, day) + WEEK_MINUTES) % WEEK_MINUTES;
    return since < lengthOf(rule);
  });
}

/** Minutes from now to every beginning and end of a rule, the nearest first; each less than a week. */
function bordersAfter(rules: readonly ScheduleRule[], now: number): readonly number[] {
  const borders = rules.flatMap((rule) =>
    rule.days.flatMap((day) => [startOf(rule, day), startOf(rule, day) + lengthOf(rule)]),
  );
  const distances = borders.map((border) => (border - now + WEEK_MINUTES) % WEEK_MINUTES);
  return [...new Set(distances)].sort((a, b) => a - b);
}

function startOf(rule: ScheduleRule, day: number): number {
  return day * DAY_MINUTES + rule.fromMinute;
}

function lengthOf(rule: ScheduleRule): number {
  const minutes = rule.toMinute - rule.fromMinute;
  return minutes > 0 ? minutes : minutes + DAY_MINUTES;
}
