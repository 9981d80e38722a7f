import { describe, expect, it } from 'vitest';
import { hasTwoNames } from '../../../electron/adapters/one-file';

const usual = { ino: 7n, dev: 1n, nlink: 2n, size: 5n, mtimeNs: 9n };

describe('hasTwoNames', () => {
  it('is so for one inode with two names', () => {
    expect(hasTwoNames(usual, { ...usual })).toBe(true);
  });

  it.each([
    ['the inode', { ino: 8n }],
    ['the device', { dev: 2n }],
    ['the size, where every file has one inode', { size: 6n }],
    ['the date, where every file has one inode', { mtimeNs: 8n }],
  ])('is not so when they differ by %s', (_what, change) => {
    expect(hasTwoNames(usual, { ...usual, ...change })).toBe(false);
  });

  it('is not so without an inode, nor when it has but one name', () => {
    expect(hasTwoNames({ ...usual, ino: 0n }, { ...usual, ino: 0n })).toBe(false);
    expect(hasTwoNames({ ...usual, nlink: 1n }, { ...usual, nlink: 1n })).toBe(false);
  });
});
