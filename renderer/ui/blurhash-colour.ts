const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~';
/** The length of the whole is told by the first digit, these four stand behind the second. */
const AVERAGE = { from: 2, to: 6 };
const RGB_MAX = 0xff_ff_ff;

/**
 * The average colour of a picture, which its blurhash says without being decoded.
 *
 * @see https://github.com/woltapp/blurhash/blob/master/Algorithm.md
 * @returns as CSS writes it; null for what is no blurhash
 */
export function blurhashColour(hash: string): string | null {
  if (hash.length < AVERAGE.to) return null;
  let value = 0;
  for (const digit of hash.slice(AVERAGE.from, AVERAGE.to)) {
    const at = DIGITS.indexOf(digit);
    if (at === -1) return null;
    value = value * DIGITS.length + at;
  }
  return value > RGB_MAX ? null : `#${value.toString(16).padStart(6, '0')}`;
}
