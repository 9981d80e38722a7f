import { randomBytes } from 'node:crypto';
import { access, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { downloadIdSchema } from '../../shared/ids';
import type { WeekMoment } from '../core/bandwidth/schedule';
import type { Chance, Clock, Places } from '../core/ports';

/** Timers of more than 24 days overflow; a longer pause is cut into one of this length. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  steadyMs: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, Math.min(delayMs, LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};

/** What a clock on the wall shows here at this time. */
export function localWeekMoment(atMs: number): WeekMoment {
  const date = new Date(atMs);
  return { weekday: (date.getDay() + 6) % 7, minute: date.getHours() * 60 + date.getMinutes() };
}

export const systemChance: Chance = {
  downloadId: () => downloadIdSchema.parse(randomBytes(16).toString('hex')),
  fraction: () => Math.random(),
};

export const systemPlaces: Places = {
  join: (...parts) => join(...parts),
  isInside: (root, path) => {
    const between = relative(root, path);
    return between === '' || !(between === '..' || between.startsWith(`..${sep}`) || isAbsolute(between));
  },
  relative: (root, path) => relative(root, path),
  exists: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
  real: async (path) => {
    const missing: string[] = [];
    for (let at = path; ; at = dirname(at)) {
      const real = await realpath(at).catch(() => null);
      if (real !== null) return join(real, ...missing);
      if (dirname(at) === at) return path;
      missing.unshift(basename(at));
    }
  },
};
