const MIB = 1024 * 1024;

/** How a round of kills is played. */
export interface KillManner {
  readonly name: string;
  readonly files: number;
  readonly fileBytes: number;
  readonly pieceBytes: number;
  readonly timesFaster: number;
  /** What a line carries. */
  readonly bytesPerSecond: number;
  /** A kill at random comes at the latest so long after the start. */
  readonly latestKillMs: number;
  /** What one kill may cost to fetch again. */
  readonly allowedRefetchBytes: number;
}

const BUFFERS_BYTES = 2 * 2 * 4 * MIB;
/** A sync is due after five seconds of the program; a busy machine takes a moment more. */
const SLACK_S = 1;

/**
 * Small files on slow lines, by a clock that goes ten times faster: a batch is half a second, and a life has
 * several. Two files at once over at most four lines each.
 */
export const QUICK: KillManner = {
  name: 'quick',
  files: 3,
  fileBytes: 6 * MIB,
  pieceBytes: MIB / 4,
  timesFaster: 10,
  bytesPerSecond: 2 * MIB,
  latestKillMs: 900,
  allowedRefetchBytes: 2 * 4 * 2 * MIB * (0.5 + SLACK_S) + BUFFERS_BYTES,
};

/** Files that are here in a moment, so that their placing is what is hit. */
export const PLACING: KillManner = {
  ...QUICK,
  name: 'placing',
  fileBytes: 512 * 1024,
  bytesPerSecond: 64 * MIB,
};

/** A large file with the sizes and the clock that users have: a batch is 64 MiB, the window as much again. */
export const FULL: KillManner = {
  name: 'full size',
  files: 1,
  fileBytes: 256 * MIB,
  pieceBytes: 8 * MIB,
  timesFaster: 1,
  bytesPerSecond: 20 * MIB,
  latestKillMs: 2_500,
  allowedRefetchBytes: 128 * MIB,
};
