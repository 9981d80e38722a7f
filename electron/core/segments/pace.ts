/** How long a run is, and how far ahead of the hash it may lie. */

const MIB = 1024 * 1024;

const SHORTEST_RUN_BYTES = MIB;
const LONGEST_RUN_BYTES = 64 * MIB;
const SMALLEST_WINDOW_BYTES = 64 * MIB;
const LARGEST_WINDOW_BYTES = 384 * MIB;
/** The first request also finds out how long the file is; it should not be many times too long. */
const FIRST_RUN_BYTES = 8 * MIB;
/**
 * What a connection keeps for itself when another takes over, because it may be on the line already: a
 * second of its speed within these bounds.
 */
const SMALLEST_SAFE_ZONE_BYTES = 64 * 1024;
const LARGEST_SAFE_ZONE_BYTES = MIB;

export interface RunFacts {
  /** Of the connection that gets the run; null before it has been measured. */
  readonly bytesPerSecond: number | null;
  /** From the request to the first byte, in milliseconds. */
  readonly firstByteMs: number;
  readonly connections: number;
  /** Bytes that nobody has fetched yet, of the whole file; null while its length is unknown. */
  readonly remainingBytes: number | null;
}

/**
 * Length of the next run. It must be long against the wait for its first byte, short enough that all
 * connections fit into the window, and shorter towards the end, so that all of them end together.
 */
export function runBytes({ bytesPerSecond, firstByteMs, connections, remainingBytes }: RunFacts): number {
  const seconds = clamp((50 * firstByteMs) / 1000, 4, 16);
  const bySpeed = bytesPerSecond === null ? FIRST_RUN_BYTES : bytesPerSecond * seconds;
  const byWindow = LARGEST_WINDOW_BYTES / (1.5 * connections);
  const run = clamp(bySpeed, SHORTEST_RUN_BYTES, Math.min(LONGEST_RUN_BYTES, byWindow));
  if (remainingBytes === null || remainingBytes >= 2 * connections * run) return Math.round(run);
  // A run that is over before the next could begin is mostly waiting.
  const worthAsking = Math.min(run, ((bytesPerSecond ?? 0) * firstByteMs * 2) / 1000);
  return Math.round(Math.max(SHORTEST_RUN_BYTES, worthAsking, remainingBytes / (2 * connections)));
}

/** How far behind the frontier a run may begin. */
export function windowBytes(connections: number, run: number): number {
  return clamp(1.5 * connections * run, SMALLEST_WINDOW_BYTES, LARGEST_WINDOW_BYTES);
}

export interface Frontier {
  /** What its connection has still to fetch. */
  readonly remainingBytes: number;
  readonly bytesPerSecond: number;
}

/** A run at the frontier that takes longer than this holds everybody up. */
const PATIENCE_MS = 3_000;

/**
 * Whether a free connection should take over the end of the run that everybody waits for, and from
 * which distance on.
 *
 * @param freeBytesPerSecond what the free connection is expected to do
 * @returns bytes that the present holder keeps, at least the safe zone; null to leave it alone
 */
export function hedgeAfter(frontier: Frontier, freeBytesPerSecond: number): number | null {
  const { remainingBytes, bytesPerSecond } = frontier;
  const safeBytes = clamp(bytesPerSecond, SMALLEST_SAFE_ZONE_BYTES, LARGEST_SAFE_ZONE_BYTES);
  if (remainingBytes <= 2 * safeBytes || freeBytesPerSecond <= 0) return null;
  const etaMs = bytesPerSecond <= 0 ? Number.POSITIVE_INFINITY : (remainingBytes / bytesPerSecond) * 1000;
  const freeMs = (remainingBytes / freeBytesPerSecond) * 1000;
  if (etaMs <= PATIENCE_MS || etaMs <= 2 * freeMs) return null;
  const share = bytesPerSecond / (bytesPerSecond + freeBytesPerSecond);
  return Math.round(clamp(remainingBytes * share, safeBytes, remainingBytes - safeBytes));
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
