import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitAt, type ScheduleRule, type WeekMoment } from '../../../../electron/core/bandwidth/schedule';

const [MONDAY, FRIDAY, SATURDAY, SUNDAY] = [0, 4, 5, 6];
const WEEKDAYS = [0, 1, 2, 3, 4];
const at = (weekday: number, time: string): WeekMoment => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return { weekday, minute: hours * 60 + minutes };
};
const rule = (days: readonly number[], from: string, to: string, bytesPerSecond: number | null) => ({
  days,
  fromMinute: at(0, from).minute,
  toMinute: at(0, to).minute,
  bytesPerSecond,
});

describe('limitAt', () => {
  it('is unlimited when nobody set anything, and never changes', () => {
    expect(limitAt([], null, at(MONDAY, '12:00'))).toEqual({
      bytesPerSecond: null,
      source: 'none',
      changesInMinutes: null,
    });
  });

  it('is what was set by hand while no rule holds', () => {
    const rules = [rule(WEEKDAYS, '09:00', '17:00', 1_000)];
    expect(limitAt(rules, 5_000, at(MONDAY, '08:00'))).toEqual({
      bytesPerSecond: 5_000,
      source: 'manual',
      changesInMinutes: 60,
    });
  });

  const quiet = rule(WEEKDAYS, '09:00', '17:00', 1_000);
  const night = rule([FRIDAY, SUNDAY], '22:00', '06:30', null);
  it.each([
    ['its first minute', quiet, at(MONDAY, '09:00'), true],
    ['the minute before it', quiet, at(MONDAY, '08:59'), false],
    ['its last minute', quiet, at(FRIDAY, '16:59'), true],
    ['the minute after it', quiet, at(FRIDAY, '17:00'), false],
    ['a day it does not name', quiet, at(SATURDAY, '12:00'), false],
    ['past midnight, the evening', night, at(FRIDAY, '23:59'), true],
    ['past midnight, the morning after', night, at(SATURDAY, '06:29'), true],
    ['past midnight, its end', night, at(SATURDAY, '06:30'), false],
    ['past midnight, the morning before', night, at(FRIDAY, '05:00'), false],
    ['over the end of the week', night, at(MONDAY, '03:00'), true],
  ])('%s', (_name, only, moment, holds) => {
    const { source, bytesPerSecond } = limitAt([only], 77, moment);
    expect({ source, bytesPerSecond }).toEqual(
      holds
        ? { source: 'schedule', bytesPerSecond: only.bytesPerSecond }
        : { source: 'manual', bytesPerSecond: 77 },
    );
  });

  it('full speed by a rule comes before a limit set by hand', () => {
    expect(limitAt([rule([MONDAY], '00:00', '06:00', null)], 5_000, at(MONDAY, '05:00'))).toEqual({
      bytesPerSecond: null,
      source: 'schedule',
      changesInMinutes: 60,
    });
  });

  it('of two rules that hold, the later one wins, and its end gives way to the other', () => {
    const rules = [rule([MONDAY], '08:00', '20:00', 1_000), rule([MONDAY], '12:00', '13:00', 0)];
    expect(limitAt(rules, null, at(MONDAY, '11:00'))).toMatchObject({
      bytesPerSecond: 1_000,
      changesInMinutes: 60,
    });
    expect(limitAt(rules, null, at(MONDAY, '12:30'))).toMatchObject({
      bytesPerSecond: 0,
      changesInMinutes: 30,
    });
    expect(limitAt(rules, null, at(MONDAY, '13:00'))).toMatchObject({
      bytesPerSecond: 1_000,
      changesInMinutes: 420,
    });
  });

  it('does not call it a change when one rule takes over from another with the same limit', () => {
    const rules = [rule([MONDAY], '08:00', '12:00', 1_000), rule([MONDAY], '12:00', '15:00', 1_000)];
    expect(limitAt(rules, null, at(MONDAY, '08:00')).changesInMinutes).toBe(7 * 60);
  });

  it('calls it a change when the number stays and the reason differs', () => {
    const rules = [rule([MONDAY], '08:00', '12:00', 1_000)];
    expect(limitAt(rules, 1_000, at(MONDAY, '10:00'))).toEqual({
      bytesPerSecond: 1_000,
      source: 'schedule',
      changesInMinutes: 120,
    });
  });

  it('looks over the end of the week for the next change', () => {
    const rules = [rule([MONDAY], '08:00', '09:00', 1_000)];
    expect(limitAt(rules, null, at(MONDAY, '09:00')).changesInMinutes).toBe(7 * 24 * 60 - 60);
    expect(limitAt(rules, null, at(SUNDAY, '23:59')).changesInMinutes).toBe(8 * 60 + 1);
  });

  it('holds for 24 hours when it ends at the minute at which it begins, and all week on all days', () => {
    const day = [rule([SUNDAY], '10:00', '10:00', 1)];
    expect(limitAt(day, null, at(MONDAY, '09:59'))).toMatchObject({
      source: 'schedule',
      changesInMinutes: 1,
    });
    expect(limitAt(day, null, at(SUNDAY, '09:59'))).toMatchObject({ source: 'none', changesInMinutes: 1 });
    const always = [rule([...WEEKDAYS, SATURDAY, SUNDAY], '00:00', '00:00', 1)];
    expect(limitAt(always, null, at(SUNDAY, '23:59')).changesInMinutes).toBe(null);
  });

  it('may end at 24:00', () => {
    const evening = [rule([SUNDAY], '20:00', '24:00', 1)];
    expect(limitAt(evening, null, at(SUNDAY, '23:00'))).toMatchObject({ changesInMinutes: 60 });
    expect(limitAt(evening, null, at(MONDAY, '00:00')).source).toBe('none');
  });

  it('a rule without days never holds', () => {
    expect(limitAt([rule([], '00:00', '24:00', 1)], null, at(MONDAY, '00:00')).source).toBe('none');
  });

  it('agrees at every minute with a calendar in which the rules are painted one over the other', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const anyRule: fc.Arbitrary<ScheduleRule> = fc.record({
      days: fc.subarray([0, 1, 2, 3, 4, 5, 6]),
      fromMinute: minute,
      toMinute: fc.oneof(minute, fc.constant(1440)),
      bytesPerSecond: fc.constantFrom(null, 0, 1_000, 2_000),
    });
    fc.assert(
      fc.property(
        fc.array(anyRule, { maxLength: 6 }),
        fc.constantFrom(null, 1_000),
        fc.integer({ min: 0, max: 10_079 }),
        (rules, manual, now) => {
          const calendar = paint(rules, manual);
          const answer = limitAt(rules, manual, { weekday: Math.floor(now / 1440), minute: now % 1440 });
          expect(`${answer.source} ${answer.bytesPerSecond}`).toBe(calendar[now]);
          const ahead = calendar.map((_, distance) => calendar[(now + distance) % 10_080]);
          const change = ahead.findIndex((each) => each !== calendar[now]);
          expect(answer.changesInMinutes).toBe(change === -1 ? null : change);
        },
      ),
    );
  });
});

function paint(rules: readonly ScheduleRule[], manual: number | null): string[] {
  const calendar = Array.from({ length: 10_080 }, () => (manual === null ? 'none null' : `manual ${manual}`));
  for (const { days, fromMinute, toMinute, bytesPerSecond } of rules)
    for (const day of days)
      for (
        let minute = fromMinute;
        minute < (toMinute > fromMinute ? toMinute : toMinute + 1440);
        minute += 1
      )
        calendar[(day * 1440 + minute) % 10_080] = `schedule ${bytesPerSecond}`;
  return calendar;
}
