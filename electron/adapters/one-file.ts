import type { BigIntStats } from 'node:fs';

/**
 * Whether what was found under two names is one file. Some file systems give every file the same inode, or none; and
 * what has but one name is never another file as well.
 */
export function hasTwoNames(
  a: Pick<BigIntStats, 'ino' | 'dev' | 'nlink' | 'size' | 'mtimeNs'>,
  b: Pick<BigIntStats, 'ino' | 'dev' | 'nlink' | 'size' | 'mtimeNs'>,
): boolean {
  const isOneInode = a.ino !== 0n && a.ino === b.ino && a.dev === b.dev;
  return isOneInode && a.size === b.size && a.mtimeNs === b.mtimeNs && a.nlink > 1n && b.nlink > 1n;
}
