import type { Clock } from '../../core/ports';
import { hedgeAfter } from '../../core/segments/pace';
import type { PieceMap } from '../../core/segments/piece-map';
import type { Connection } from './connection';

/** What a connection did that has gone since is expected of a new one for so long. */
const REMEMBERED_MS = 30_000;
/** A body is watched for so long before it is called a crawl. */
const CRAWL_MS = 5_000;
/** It is one when a free connection would do the rest so many times faster. */
const CRAWL_FACTOR = 10;
/** A connection that says nothing for so long, while others do, gives its run to another. */
const SILENT_FRONTIER_MS = 5_000;
const MOST_SILENT_MS = 30_000;
/** Of a long wait, with each that follows. */
const FORGETTING = 0.9;
/** Whoever was silent for less is moving. */
const MOVING_MS = 1_000;

/** How fast a connection may be expected to be that does not exist yet. */
export class SpeedMemory {
  private best: { readonly bytesPerSecond: number; readonly atMs: number } | null = null;

  constructor(private readonly clock: Clock) {}

  /** A connection has gone. */
  note(bytesPerSecond: number): void {
    if (bytesPerSecond >= this.bytesPerSecond) this.best = { bytesPerSecond, atMs: this.clock.steadyMs() };
  }

  /** The best of those that have gone lately; 0 when there were none. */
  get bytesPerSecond(): number {
    if (this.best === null) return 0;
    return this.clock.steadyMs() - this.best.atMs < REMEMBERED_MS ? this.best.bytesPerSecond : 0;
  }
}

/** What a connection will do that was not measured yet, by what others do; null when nothing is known. */
export function expectedSpeed(connections: ReadonlySet<Connection>, gone: SpeedMemory): number | null {
  const known = [...connections].flatMap((each) => each.bytesPerSecond ?? []);
  const best = Math.max(gone.bytesPerSecond, ...known);
  return best > 0 ? best : null;
}

/**
 * Takes the end of the run that everybody waits for away from its connection, so that a free one can have
 * it; once a run at the most. A connection that crawls through what it kept is given up.
 *
 * @param goneBytesPerSecond what a new connection may be expected to do
 * @returns whether there is something to take over now
 */
export function shortenFrontier(
  map: PieceMap,
  connections: ReadonlySet<Connection>,
  goneBytesPerSecond: number,
): boolean {
  const holder = [...connections].find(({ lease }) => lease !== null && lease.position <= map.frontier);
  const lease = holder?.lease ?? null;
  // Of one that has brought nothing yet, no speed is known; whoever takes over may have to wait as long.
  if (holder === undefined || lease === null || !holder.hasDelivered) return false;
  const others = [...connections].filter((each) => each !== holder);
  const free = Math.max(goneBytesPerSecond, ...others.map((each) => each.bytesPerSecond ?? 0));
  const remainingBytes = lease.end - lease.reach;
  const keeps = hedgeAfter({ remainingBytes, bytesPerSecond: holder.bytesPerSecond ?? 0 }, free);
  if (holder.isHedged || keeps === null) {
    if (isCrawling(holder, remainingBytes, free)) holder.giveUp('others');
    return false;
  }
  holder.isHedged = true;
  map.shorten(lease, lease.reach + keeps);
  return true;
}

/** What is left is little, and still everybody waits for it: to ask for it again is sooner done. */
function isCrawling(holder: Connection, remainingBytes: number, freeBytesPerSecond: number): boolean {
  const { bytesPerSecond } = holder;
  if (bytesPerSecond === null || remainingBytes <= 0 || holder.bodyMs < CRAWL_MS) return false;
  const leftMs = (remainingBytes * 1000) / Math.max(1, bytesPerSecond);
  return leftMs > CRAWL_MS && bytesPerSecond * CRAWL_FACTOR < freeBytesPerSecond;
}

/** How long a storage may be silent at the frontier: longer where it always takes its time. */
export class Patience {
  private waitMs = 0;

  /** @param waitMs for the head of an answer, or from there to the first byte of its body */
  note(waitMs: number): void {
    this.waitMs = Math.max(waitMs, this.waitMs * FORGETTING);
  }

  get silenceMs(): number {
    return Math.min(MOST_SILENT_MS, Math.max(SILENT_FRONTIER_MS, 3 * this.waitMs));
  }
}

/**
 * Gives up what holds everybody up: silence at the frontier while others are served, and any crawl.
 *
 * @param areOthersServed a moment ago, and have nothing to do any more
 */
export function giveUpBlockers(
  map: PieceMap,
  connections: ReadonlySet<Connection>,
  patience: { readonly heads: Patience; readonly bodies: Patience },
  areOthersServed: boolean,
  nowMs: number,
): void {
  const isServed = (each: Connection) => each.lease !== null && each.silentMs(nowMs) < MOVING_MS;
  const isMoving = areOthersServed || [...connections].some(isServed);
  for (const connection of connections) {
    if (isMoving) {
      // What was called off would have come some day: the next one may take longer.
      const waitedMs = connection.callOff(map.frontier, patience.heads.silenceMs);
      if (waitedMs > 0) patience.heads.note(waitedMs);
    }
    const isFrontier = connection.lease !== null && connection.lease.position <= map.frontier;
    const blocks = isFrontier && isMoving && connection.silentMs(nowMs) > patience.bodies.silenceMs;
    if (blocks) connection.giveUp('others');
    else if (connection.isTooSlow(nowMs)) connection.giveUp('speed');
  }
}
