/**
 * Reads a `Range` of one part (RFC 9110 §14.1.2). Null when all is wanted, also when several parts are:
 * whoever cannot give what was asked for may give everything.
 *
 * @param length of everything, in bytes
 * @returns the first byte and the one behind the last; `outside` when there is nothing in it
 */
export function readRange(
  range: string | null,
  length: number,
): { readonly start: number; readonly end: number } | 'outside' | null {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range?.trim() ?? '');
  if (found === null) return null;
  const [, first = '', last = ''] = found;
  if (first === '' && last === '') return null;
  const start = first === '' ? Math.max(0, length - Number(last)) : Number(first);
  const end = first === '' || last === '' ? length : Math.min(length, Number(last) + 1);
  return start < end ? { start, end } : 'outside';
}
