/**
 * Places in the user's order as text: moving one download writes one record, whatever the list's length.
 *
 * A rank is a whole number of eight digits and, only where two whole numbers leave no room, a fraction
 * behind it that never ends in "0". Compared as plain text, lower comes first.
 */

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;
const WIDTH = 8;
/** Room between two neighbours, so that most moves need no fraction. */
const STEP = 1_024;
const MIDDLE = Math.floor(BASE ** WIDTH / 2);

/** A rank longer than this says that one gap was split again and again; the list is then numbered anew. */
export const LONGEST_RANK = 40;

/**
 * @param count how many ranks are wanted
 * @param low all of them come after this; null for the beginning of the list
 * @param high all of them come before this; null for its end
 * @returns ascending ranks, different from each other and from both limits
 */
export function ranksBetween(count: number, low: string | null, high: string | null): readonly string[] {
  if (count <= 0) return [];
  if (high === null) {
    const first = low === null ? MIDDLE : wholeOf(low) + STEP;
    return Array.from({ length: count }, (_, at) => whole(first + at * STEP));
  }
  if (low === null) {
    const first = wholeOf(high) - count * STEP;
    return Array.from({ length: count }, (_, at) => whole(first + at * STEP));
  }
  // Halving again and again keeps ranks short: 1,000 of them in one gap grow by two digits, not by 200.
  const half = Math.floor(count / 2);
  const middle = between(low, high);
  return [
    ...ranksBetween(half, low, middle),
    middle,
    ...(count - half - 1 > 0 ? ranksBetween(count - half - 1, middle, high) : []),
  ];
}

function between(low: string, high: string): string {
  if (low >= high) throw new Error('Ranks are out of order.');
  const lowWhole = wholeOf(low);
  const highWhole = wholeOf(high);
  if (highWhole - lowWhole >= 2) return whole(lowWhole + Math.floor((highWhole - lowWhole) / 2));
  const limit = highWhole === lowWhole ? high.slice(WIDTH) : null;
  return low.slice(0, WIDTH) + fractionBetween(low.slice(WIDTH), limit);
}

/** @param high null stands for one */
function fractionBetween(low: string, high: string | null): string {
  if (high !== null) {
    let shared = 0;
    while ((low[shared] ?? '0') === high[shared]) shared += 1;
    if (shared > 0) return high.slice(0, shared) + fractionBetween(low.slice(shared), high.slice(shared));
  }
  const from = low === '' ? 0 : DIGITS.indexOf(low.charAt(0));
  const to = high === null ? BASE : DIGITS.indexOf(high.charAt(0));
  if (to - from > 1) return DIGITS.charAt(Math.floor((from + to) / 2));
  if (high !== null && high.length > 1) return high.charAt(0);
  return DIGITS.charAt(from) + fractionBetween(low.slice(1), null);
}

function wholeOf(rank: string): number {
  return Number.parseInt(rank.slice(0, WIDTH), BASE);
}

function whole(value: number): string {
  return value.toString(BASE).padStart(WIDTH, '0');
}
