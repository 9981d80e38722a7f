// @ts-check
import { median } from '../bench/statistics.mjs';

/** Before, caches and the engine's own buffers fill; that is no leak. */
const WARM_UP_SHARE = 0.25;
const LATE_SHARE = 0.3;
/** Fewer tell nothing: half of them would be the warming up. */
const FEWEST_SAMPLES = 20;

/**
 * @typedef {object} Flatness
 * @property {number} early the middle of what was measured after warming up
 * @property {number} late the middle of the end
 * @property {number} max of everything
 * @property {boolean | null} isFlat null when there is too little to tell
 */

/**
 * Whether a measure grows while the same work goes on.
 * @param {readonly number[]} samples at equal distances
 * @param {{ share: number, amount: number }} allowance growth that is allowed: a share of the early value, or an amount if that is more
 * @returns {Flatness}
 */
export function flatness(samples, { share, amount }) {
  if (samples.length === 0) return { early: 0, late: 0, max: 0, isFlat: null };
  const from = Math.floor(samples.length * WARM_UP_SHARE);
  const lateFrom = Math.floor(samples.length * (1 - LATE_SHARE));
  const early = median(samples.slice(from, Math.max(from + 1, lateFrom)));
  const late = median(samples.slice(lateFrom));
  const isFlat = samples.length < FEWEST_SAMPLES ? null : late - early <= Math.max(amount, early * share);
  return { early, late, max: Math.max(...samples), isFlat };
}
