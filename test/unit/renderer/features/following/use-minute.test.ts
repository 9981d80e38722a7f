import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onMinute, startOfMinute } from '../../../../../renderer/features/following/use-minute';

describe('onMinute', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-03-01T23:58:40.500Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells as each minute of the clock begins, so that a day ends on time', () => {
    const told: string[] = [];
    const stop = onMinute(() => told.push(new Date().toISOString()));
    expect(new Date(startOfMinute()).toISOString()).toBe('2026-03-01T23:58:00.000Z');
    vi.advanceTimersByTime(19_499);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(120_001);
    expect(told).toEqual([
      '2026-03-01T23:59:00.000Z',
      '2026-03-02T00:00:00.000Z',
      '2026-03-02T00:01:00.000Z',
    ]);
    stop();
  });

  it('has one timer for all who listen, and none when nobody does', () => {
    const stops = [onMinute(() => {}), onMinute(() => {})];
    expect(vi.getTimerCount()).toBe(1);
    stops[0]?.();
    expect(vi.getTimerCount()).toBe(1);
    stops[1]?.();
    expect(vi.getTimerCount()).toBe(0);
    const told = vi.fn();
    const stop = onMinute(told);
    vi.advanceTimersByTime(60_000);
    expect(told).toHaveBeenCalledTimes(1);
    stop();
  });
});
