import type { Failure } from '../../shared/failure';
import { ok, type Result } from '../../shared/result';

/** Writing so many rows takes a few milliseconds; whoever waits for main does not notice. */
export const ROWS_A_TURN = 300;

/** Does a part of the work, lets everything else that waits have its turn, and so on; ends with the first failure. */
export async function inParts<T>(
  all: readonly T[],
  work: (part: readonly T[]) => Result<null, Failure>,
): Promise<Result<null, Failure>> {
  for (let from = 0; from < all.length; from += ROWS_A_TURN) {
    const done = work(all.slice(from, from + ROWS_A_TURN));
    if (!done.ok) return done;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return ok(null);
}
