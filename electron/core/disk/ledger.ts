const GIB = 1024 ** 3;

/** FAT32 keeps a file's length in 32 bits. */
export const MOST_BYTES_ON_FAT32 = 2 ** 32 - 1;

/** Room beyond the need before downloads that met a full disk go on, so that they do not meet it at once again. */
export const USUAL_HYSTERESIS_BYTES = GIB / 2;

/**
 * Kept free for the system and for whoever else writes there: 1 GiB, or 1 % of a large volume, but never more
 * than a tenth of a small one, which could not be used at all otherwise.
 */
export function usualReserve(volumeBytes: number): number {
  return Math.min(Math.max(GIB, Math.ceil(volumeBytes / 100)), Math.ceil(volumeBytes / 10));
}

/** The same for the room beyond the need: never more than half of such a tenth. */
export function hysteresisOn(volumeBytes: number, mostBytes: number): number {
  return Math.min(mostBytes, Math.ceil(volumeBytes / 20));
}

export interface Room {
  readonly freeBytes: number;
  readonly reserveBytes: number;
  /** What running downloads on this volume still have to write. */
  readonly promisedBytes: number;
}

/**
 * How much room is missing for so many bytes more; nothing when they fit.
 *
 * @param bytes null when nobody knows yet how many; then they fit until the storage has told
 */
export function missingRoom(room: Room, bytes: number | null, extraBytes = 0): number {
  if (bytes === null) return 0;
  return Math.max(0, bytes + room.promisedBytes + room.reserveBytes + extraBytes - room.freeBytes);
}

/**
 * Which of these fit, taken in their order; a smaller one may pass one that does not fit.
 *
 * @param wanted bytes that each still needs; null counts as nothing
 */
export function whichFit<Wanted extends { readonly bytes: number | null }>(
  room: Room,
  wanted: Iterable<Wanted>,
  extraBytes = 0,
): readonly Wanted[] {
  let promisedBytes = room.promisedBytes;
  const fitting: Wanted[] = [];
  for (const each of wanted) {
    if (missingRoom({ ...room, promisedBytes }, each.bytes, extraBytes) > 0) continue;
    fitting.push(each);
    promisedBytes += each.bytes ?? 0;
  }
  return fitting;
}
