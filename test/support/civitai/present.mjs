// @ts-check
/**
 * The value, for lookups that cannot miss unless this folder is wrong.
 *
 * @template T
 * @param {T | null | undefined} value
 * @param {string} what names it in the error
 * @returns {T}
 * @throws {RangeError} when there is none
 */
export function present(value, what) {
  if (value === undefined || value === null) throw new RangeError(`no ${what}`);
  return value;
}
