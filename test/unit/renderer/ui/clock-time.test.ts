import { describe, expect, it } from 'vitest';
import { formatTimeOfDay, parseTimeOfDay, stepQuarter } from '../../../../renderer/ui/clock-time';

describe('parseTimeOfDay', () => {
  it.each([
    ['7', 420],
    ['07:05', 425],
    ['7.05', 425],
    ['0705', 425],
    ['19 30', 1_170],
    ['00:00', 0],
    ['24:00', 0],
    ['24:01', null],
    ['25', null],
    ['12:60', null],
    ['half past', null],
    ['', null],
  ] as const)('"%s" → %s', (text, minute) => {
    expect(parseTimeOfDay(text)).toBe(minute);
  });

  it('reads what is written', () => {
    for (let minute = 0; minute < 1_440; minute += 7)
      expect(parseTimeOfDay(formatTimeOfDay(minute))).toBe(minute);
  });
});

describe('stepQuarter', () => {
  it('goes to the next quarter, and around midnight', () => {
    expect(stepQuarter(425, 1)).toBe(435);
    expect(stepQuarter(425, -1)).toBe(420);
    expect(stepQuarter(420, -1)).toBe(405);
    expect(stepQuarter(1_439, 1)).toBe(0);
    expect(stepQuarter(0, -1)).toBe(1_425);
  });
});
