import { z } from 'zod';

/** Between which two deeds the program dies; how often each is passed before the end of a file. */
export const CRASH_POINTS = {
  'after added': 3,
  'after open': 2,
  'before write': 8,
  'after write': 8,
  'before sync': 4,
  'after sync': 4,
  'before claims': 4,
  'after claims': 4,
  'after received': 1,
  'before finalizing is written': 1,
  'after verified': 1,
  'before link': 1,
  'between link and unlink': 1,
  'after unlink': 1,
  'after placed': 1,
  'after completed': 1,
} as const;

/** Where a finished file gets its name. */
export const PLACING_POINTS = [
  'before finalizing is written',
  'after verified',
  'before link',
  'between link and unlink',
  'after unlink',
  'after placed',
  'after completed',
] as const satisfies readonly CrashPoint[];

export type CrashPoint = keyof typeof CRASH_POINTS;

// Object.keys forgets that these are the names above.
const names = Object.keys(CRASH_POINTS) as [CrashPoint, ...CrashPoint[]];
export const crashPointSchema = z.enum(names);
export const crashPointNames: readonly CrashPoint[] = names;
