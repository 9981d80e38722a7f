const SLOW_BYTES_PER_SECOND = 256 * 1024;

/**
 * How many connections a download should use under a limit: below 256 KiB/s a second one only makes both
 * wait longer between their reads.
 *
 * @param bytesPerSecond the limit over all downloads; null: unlimited
 */
export function advisedConnections(bytesPerSecond: number | null, wanted: number): number {
  return bytesPerSecond !== null && bytesPerSecond < SLOW_BYTES_PER_SECOND ? Math.min(1, wanted) : wanted;
}
