// @ts-check
/**
 * @typedef {{ kind: 'whole' } | { kind: 'part', start: number, end: number } | { kind: 'unsatisfiable' }} RangeChoice `end` is exclusive
 */

/**
 * One byte range of a Range header (RFC 9110 §14). Several ranges and malformed headers are ignored,
 * which the standard allows.
 *
 * @param {string | undefined} header
 * @param {number} size bytes of the whole
 * @returns {RangeChoice}
 */
export function chooseRange(header, size) {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return { kind: 'whole' };
  if (first === '') {
    const count = Number(last);
    return count === 0
      ? { kind: 'unsatisfiable' }
      : { kind: 'part', start: Math.max(0, size - count), end: size };
  }
  const start = Number(first);
  const end = last === '' ? size : Math.min(size, Number(last) + 1);
  if (last !== '' && Number(last) < start) return { kind: 'whole' };
  return start >= size ? { kind: 'unsatisfiable' } : { kind: 'part', start, end };
}
