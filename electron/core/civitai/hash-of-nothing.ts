/** SHA-256 of no bytes, the first twelve digits: AutoV3 of a file without tensors. */
export const HASH_OF_NOTHING = 'E3B0C44298FC';

/**
 * Whether it is what every file has of which there is nothing to hash: AutoV1 of one that is shorter than a megabyte,
 * AutoV3 of one without tensors. It names no file and proves nothing.
 *
 * @param hash AutoV1 or AutoV3, upper case
 */
export function isHashOfNothing(hash: string): boolean {
  return hash !== '' && HASH_OF_NOTHING.startsWith(hash);
}

/** The same hash; null for that of nothing, and for none. */
export function realHash(hash: string | null | undefined): string | null {
  return hash == null || isHashOfNothing(hash) ? null : hash;
}
