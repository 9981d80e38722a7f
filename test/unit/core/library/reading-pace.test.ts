import { describe, expect, it } from 'vitest';
import { ReadingPace } from '../../../../electron/core/library/reading-pace';

describe('ReadingPace', () => {
  it('says nothing before there is something to say', () => {
    const pace = new ReadingPace();
    expect(pace.bytesPerSecond()).toBeNull();
    pace.begin(0, 0);
    pace.note(500, 1_000_000);
    expect([pace.bytesPerSecond(), pace.remainingMs(5)]).toEqual([null, null]);
  });

  it('counts over the last twenty seconds', () => {
    const pace = new ReadingPace();
    pace.begin(0, 0);
    // Fast for a minute, then slow.
    for (let atMs = 1_000; atMs <= 60_000; atMs += 1_000) pace.note(atMs, atMs * 100);
    for (let atMs = 61_000; atMs <= 90_000; atMs += 1_000) pace.note(atMs, 6_000_000 + (atMs - 60_000) * 10);
    expect(pace.bytesPerSecond()).toBe(10_000);
    expect(pace.remainingMs(1_000_000)).toBe(100_000);
  });

  it('does not count a pause', () => {
    const pace = new ReadingPace();
    pace.begin(0, 0);
    pace.note(2_000, 2_000);
    pace.begin(3_600_000, 2_000);
    pace.note(3_602_000, 4_000);
    expect(pace.bytesPerSecond()).toBe(1_000);
  });
});
