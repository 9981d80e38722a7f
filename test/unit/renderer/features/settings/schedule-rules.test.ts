import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitAt } from '../../../../../electron/core/bandwidth/schedule';
import {
  firstRule,
  passesMidnight,
  weekBands,
  withEnd,
  withoutRule,
} from '../../../../../renderer/features/settings/schedule/schedule-rules';
import type { ScheduleRule } from '../../../../../shared/settings/schema';

const night: ScheduleRule = { days: [4], fromMinute: 22 * 60, toMinute: 7 * 60, bytesPerSecond: null };

const rule = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
  fromMinute: fc.integer({ min: 0, max: 47 }).map((at) => at * 30),
  toMinute: fc.integer({ min: 0, max: 48 }).map((at) => at * 30),
  bytesPerSecond: fc.constantFrom(null, 0, 1_000_000),
});

describe('weekBands', () => {
  it('shows at every half hour what main would hold by the same rules', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), (rules) => {
        const week = weekBands(rules);
        for (let weekday = 0; weekday < 7; weekday += 1) {
          for (let minute = 0; minute < 24 * 60; minute += 30) {
            const band = week[weekday]?.find((each) => each.fromMinute <= minute && minute < each.toMinute);
            const held = limitAt(rules, null, { weekday, minute });
            expect(band === undefined ? 'none' : 'schedule').toBe(held.source);
            if (band) expect(band.bytesPerSecond).toBe(held.bytesPerSecond);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('carries a night over midnight, and from Sunday over to Monday', () => {
    const week = weekBands([{ ...night, days: [6] }]);
    expect(week[6]).toEqual([{ fromMinute: 1_320, toMinute: 1_440, bytesPerSecond: null }]);
    expect(week[0]).toEqual([{ fromMinute: 0, toMinute: 420, bytesPerSecond: null }]);
  });
});

describe('withEnd', () => {
  it('takes midnight as the end of the same day', () => {
    expect(withEnd(night, 0)).toMatchObject({ toMinute: 1_440 });
    expect(passesMidnight(withEnd(night, 0))).toBe(false);
    expect(passesMidnight(withEnd(night, 60))).toBe(true);
  });
});

describe('withoutRule', () => {
  it('switches the schedule off with its last rule', () => {
    expect(withoutRule({ isOn: true, rules: [night] }, 0)).toEqual({ isOn: false, rules: [] });
    expect(withoutRule({ isOn: true, rules: [night, firstRule(1)] }, 0)).toMatchObject({ isOn: true });
  });
});
