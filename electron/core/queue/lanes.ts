/** A file of at most so many bytes may pass the large ones in a lane of its own. */
export const SMALL_FILE_BYTES = 100 * 1000 * 1000;

/**
 * What may start now: anything, a small file, or nothing.
 *
 * Beside the places that the user has set there is one lane more. It opens only while large files hold
 * all the places, also more than there are since the limit was lowered, so that a file of 30 GB never
 * blocks one of 2 MB, and "one at a time" is one otherwise.
 *
 * @param running how many hold a place, also while their run is winding down
 * @param limit how many the user wants at once; 0 starts nothing at all
 */
export function openLane(
  running: { readonly total: number; readonly small: number },
  limit: number,
): 'any' | 'small' | 'none' {
  if (limit <= 0) return 'none';
  if (running.total < limit) return 'any';
  return running.small === 0 ? 'small' : 'none';
}
