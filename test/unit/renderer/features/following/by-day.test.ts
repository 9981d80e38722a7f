import { describe, expect, it } from 'vitest';
import { byDay, daysAgo } from '../../../../../renderer/features/following/by-day';
import { formatWeekday } from '../../../../../renderer/ui/format';

const at = (day: number, hour: number, minute = 0) => new Date(2030, 2, day, hour, minute).getTime();

describe('byDay', () => {
  it('puts what was on one day together, by midnight here, in the order in which it comes', () => {
    const items = [at(12, 0, 1), at(11, 23, 59), at(11, 0), at(9, 12)].map((atMs) => ({ atMs }));
    expect(byDay(items).map(({ startMs, items: ofDay }) => [startMs, ofDay.length])).toEqual([
      [at(12, 0), 1],
      [at(11, 0), 2],
      [at(9, 0), 1],
    ]);
    expect(byDay([])).toEqual([]);
  });
});

describe('daysAgo', () => {
  it('counts midnights, also over a change of the clock', () => {
    expect(daysAgo(at(12, 0), at(12, 23))).toBe(0);
    expect(daysAgo(at(11, 0), at(12, 0, 1))).toBe(1);
    expect(daysAgo(at(1, 0), at(31, 12))).toBe(30);
    expect(daysAgo(at(13, 0), at(12, 12))).toBe(-1);
  });
});

describe('formatWeekday', () => {
  it('names the year where it is another one', () => {
    expect(formatWeekday(at(12, 9), at(20, 9))).toBe('Tuesday, March 12');
    expect(formatWeekday(at(12, 9), new Date(2031, 0, 1).getTime())).toBe('Tuesday, March 12, 2030');
  });
});
