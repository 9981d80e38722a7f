import type { BandwidthSchedule, ScheduleRule } from '../../../../shared/settings/schema';

/** As the schedule numbers them: 0 is Monday. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = DAYS.length * DAY_MINUTES;

export const SPEEDS = ['full', 'limit', 'pause'] as const;
export type SpeedKind = (typeof SPEEDS)[number];

export function speedKind({ bytesPerSecond }: Pick<ScheduleRule, 'bytesPerSecond'>): SpeedKind {
  if (bytesPerSecond === null) return 'full';
  return bytesPerSecond === 0 ? 'pause' : 'limit';
}

/** Working hours, because that is when a line is shared most. */
export function firstRule(bytesPerSecond: number): ScheduleRule {
  return { days: [0, 1, 2, 3, 4], fromMinute: 8 * 60, toMinute: 18 * 60, bytesPerSecond };
}

/** A rule whose end is not after its beginning goes over midnight; midnight itself is the end of its day. */
export function withEnd(rule: ScheduleRule, minute: number): ScheduleRule {
  return { ...rule, toMinute: minute === 0 ? DAY_MINUTES : minute };
}

export function passesMidnight({ fromMinute, toMinute }: ScheduleRule): boolean {
  return toMinute <= fromMinute;
}

export function withRule(schedule: BandwidthSchedule, at: number, rule: ScheduleRule): BandwidthSchedule {
  return { ...schedule, rules: schedule.rules.with(at, rule) };
}

/** The last rule takes the schedule's effect with it, so that adding one later surprises nobody. */
export function withoutRule(schedule: BandwidthSchedule, at: number): BandwidthSchedule {
  const rules = schedule.rules.toSpliced(at, 1);
  return { isOn: schedule.isOn && rules.length > 0, rules };
}

/** A stretch of one day at one speed; minutes since midnight. */
export interface Band {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly bytesPerSecond: number | null;
}

/** For each day the stretches that rules hold; where two meet, the later rule. What no rule holds is left out. */
export function weekBands(rules: readonly ScheduleRule[]): readonly (readonly Band[])[] {
  return DAYS.map((_, day) => {
    const start = day * DAY_MINUTES;
    const borders = rules
      .flatMap((rule) => rule.days.flatMap((each) => stretchesOf(rule, each)))
      .flatMap(([from, to]) => [from - start, to - start])
      .filter((minute) => minute > 0 && minute < DAY_MINUTES);
    const edges = [...new Set([0, ...borders, DAY_MINUTES])].toSorted((a, b) => a - b);
    const bands: Band[] = [];
    for (const [at, fromMinute] of edges.entries()) {
      const toMinute = edges[at + 1];
      const rule = rules.findLast((each) => holdsAt(each, start + fromMinute));
      if (toMinute === undefined || rule === undefined) continue;
      const before = bands.at(-1);
      const isSame = before?.toMinute === fromMinute && before.bytesPerSecond === rule.bytesPerSecond;
      if (isSame) bands[bands.length - 1] = { ...before, toMinute };
      else bands.push({ fromMinute, toMinute, bytesPerSecond: rule.bytesPerSecond });
    }
    return bands;
  });
}

function holdsAt(rule: ScheduleRule, weekMinute: number): boolean {
  return rule.days.some((day) =>
    stretchesOf(rule, day).some(([from, to]) => weekMinute >= from && weekMinute < to),
  );
}

/** In minutes of the week; one that passes its end goes on at its beginning. */
function stretchesOf(rule: ScheduleRule, day: number): readonly (readonly [number, number])[] {
  const from = day * DAY_MINUTES + rule.fromMinute;
  const length = rule.toMinute - rule.fromMinute + (passesMidnight(rule) ? DAY_MINUTES : 0);
  const to = from + length;
  return to <= WEEK_MINUTES
    ? [[from, to]]
    : [
        [from, WEEK_MINUTES],
        [0, to - WEEK_MINUTES],
      ];
}
