// @ts-check

/**
 * The middle of some numbers; of an even count, the mean of the two in the middle.
 * @param {readonly number[]} values at least one
 */
export function median(values) {
  const sorted = sortedNumbers(values);
  const middle = sorted.length >> 1;
  const upper = Number(sorted[middle]);
  return sorted.length % 2 === 1 ? upper : (Number(sorted[middle - 1]) + upper) / 2;
}

/**
 * The smallest of the values that at least this share of them does not exceed (nearest rank).
 * @param {readonly number[]} values at least one
 * @param {number} share for example 0.95
 */
export function percentile(values, share) {
  const sorted = sortedNumbers(values);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return Number(sorted[rank - 1]);
}

/**
 * How one contestant did against another: medians, never means, so that one disturbed run changes little.
 * @param {readonly number[]} ours
 * @param {readonly number[]} theirs
 * @returns {number} below 1 when ours is smaller
 */
export function ratioOfMedians(ours, theirs) {
  const denominator = median(theirs);
  if (!(denominator > 0)) throw new RangeError('a ratio needs something to divide by');
  return median(ours) / denominator;
}

/**
 * @param {readonly number[]} values at least one
 * @returns {{ median: number, min: number, max: number, rounds: number }}
 */
export function spread(values) {
  return {
    median: median(values),
    min: Math.min(...values),
    max: Math.max(...values),
    rounds: values.length,
  };
}

/**
 * @param {number} value
 * @param {number} digits behind the point
 */
export function rounded(value, digits) {
  return Number(value.toFixed(digits));
}

/** @param {readonly number[]} values */
function sortedNumbers(values) {
  if (values.length === 0) throw new RangeError('no numbers to choose from');
  if (values.some((value) => !Number.isFinite(value))) throw new RangeError('only numbers can be compared');
  return [...values].sort((a, b) => a - b);
}
