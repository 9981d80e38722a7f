import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatExactBytes,
  formatPreciseBytes,
  formatRelative,
  formatSpeed,
} from '../../../../renderer/ui/format';

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [20_000, '20 kB'],
    [220_400_000, '220.4 MB'],
    [6_462_345_678, '6.5 GB'],
    [999_960_000, '1.0 GB'],
    [1_200_000_000_000, '1.2 TB'],
  ])('writes %i bytes in decimal units as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatPreciseBytes', () => {
  it('has two decimals from a gigabyte on', () => {
    expect(formatPreciseBytes(6_462_345_678)).toBe('6.46 GB');
    expect(formatPreciseBytes(220_400_000)).toBe('220.4 MB');
  });
});

describe('formatExactBytes', () => {
  it('writes every byte', () => {
    expect(formatExactBytes(6_462_345_678)).toBe('6,462,345,678 bytes');
  });
});

describe('formatSpeed', () => {
  it('never goes below kilobytes, so that its width hardly changes', () => {
    expect(formatSpeed(0)).toBe('0 kB/s');
    expect(formatSpeed(48_200_000)).toBe('48.2 MB/s');
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 sec'],
    [192_000, '3 min 12 sec'],
    [180_000, '3 min'],
    [7_500_000, '2 hr 5 min'],
  ])('writes %i ms as %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('formatRelative', () => {
  it('counts from now in the largest unit that fits', () => {
    const now = Date.UTC(2026, 0, 15);
    expect(formatRelative(now - 3 * 86_400_000, now)).toBe('3 days ago');
    expect(formatRelative(now + 14 * 86_400_000, now)).toBe('in 2 weeks');
    expect(formatRelative(now, now)).toBe('now');
  });
});
