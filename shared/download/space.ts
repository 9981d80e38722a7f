/** What the unfinished downloads of one volume need, and what it has: "these 14 need 96 GB, 9 fit". */
export interface VolumeSpace {
  /** Where the volume is mounted, for example "/mnt/models"; to be read by a person. */
  readonly label: string;
  /**
   * - `full`: the system refused to write; everything there waits until there is room again.
   * - `missing`: the drive is not there.
   * - `faulty`: the disk reported an error; nothing is written until the user tries again.
   */
  readonly state: 'ready' | 'full' | 'missing' | 'faulty';
  /** Null while the volume cannot be asked. */
  readonly freeBytes: number | null;
  /** Kept free for the system and for others. */
  readonly reserveBytes: number;
  /** Downloads that run, are queued, or wait for anything. Paused ones are not counted. */
  readonly wantedCount: number;
  /** What they still have to fetch, as far as their sizes are known. */
  readonly wantedBytes: number;
  /** How many of them fit, taken in the queue's order; a smaller one may pass one that does not fit. */
  readonly fitCount: number;
  /** How many wait for room, for the drive, or for an end of its errors. */
  readonly waitingCount: number;
}
