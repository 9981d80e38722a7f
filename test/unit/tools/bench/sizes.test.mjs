// @ts-check
import { describe, expect, it } from 'vitest';
import { formatBytes, parseBytes, parseCount } from '../../../../tools/bench/sizes.mjs';

describe('parseBytes', () => {
  it.each([
    ['4096', 4096],
    ['2G', 2_147_483_648],
    ['512m', 536_870_912],
    ['1.5GiB', 1_610_612_736],
    ['1kB', 1024],
  ])('%s → %d', (text, bytes) => {
    expect(parseBytes(text)).toBe(bytes);
  });
  it.each(['', '0', '-1', '2T', 'G', '1e9', '12 apples'])('refuses "%s"', (text) => {
    expect(() => parseBytes(text)).toThrow(/is no size/);
  });
});

describe('parseCount', () => {
  it('reads a whole number', () => {
    expect(parseCount('rounds', '5')).toBe(5);
  });
  it.each(['0', '1.5', '-2', 'many', ''])('refuses "%s" and names the flag', (text) => {
    expect(() => parseCount('rounds', text)).toThrow(/--rounds/);
  });
});

describe('formatBytes', () => {
  it.each([
    [2_147_483_648, '2 GiB'],
    [1_610_612_736, '1.5 GiB'],
    [12, '12 B'],
  ])('%d → %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
