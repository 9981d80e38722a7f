import { describe, expect, it } from 'vitest';
import { joinRate, rateIn, SLOWEST_RATE, splitRate } from '../../../../renderer/ui/rate';
import { settingsPatchSchema } from '../../../../shared/settings/schema';

describe('splitRate', () => {
  it.each([
    [5_000_000, { value: 5, unit: 'MB' }],
    [5_242_880, { value: 5.2, unit: 'MB' }],
    [500_000, { value: 500, unit: 'kB' }],
  ] as const)('%i → %o', (bytesPerSecond, shown) => {
    expect(splitRate(bytesPerSecond)).toEqual(shown);
  });
});

describe('joinRate', () => {
  it('is what was split', () => {
    expect(joinRate(2.5, 'MB')).toBe(2_500_000);
    expect(rateIn('kB', joinRate(750, 'kB'))).toBe(750);
  });

  it('stays within what main takes, however slow or fast it is typed', () => {
    for (const value of [0, 0.001, 1, 1e9]) {
      for (const unit of ['kB', 'MB'] as const) {
        const bytesPerSecond = joinRate(value, unit);
        expect(bytesPerSecond).toBeGreaterThanOrEqual(SLOWEST_RATE);
        expect(settingsPatchSchema.safeParse({ limit: { isOn: true, bytesPerSecond } }).success).toBe(true);
      }
    }
  });
});
