import type { Failure } from '../../../shared/failure';
import type { Result } from '../../../shared/result';
import { type RunFacts, runBytes, windowBytes } from '../../core/segments/pace';
import type { Lease, PieceMap } from '../../core/segments/piece-map';
import type { Opened } from './storage-requests';

/** A run that is asked for. */
export interface Ahead {
  readonly lease: Lease;
  readonly opened: Promise<Result<Opened, Failure>>;
}

/**
 * Lends the next run, as long as it should be and no further ahead of the hash than it may lie.
 *
 * @returns null when there is nothing to lend now
 */
export function lendRun(map: PieceMap, facts: Omit<RunFacts, 'remainingBytes'>): Lease | null {
  const remainingBytes = map.totalBytes === null ? null : map.totalBytes - map.writtenBytes - lentBytes(map);
  const run = runBytes({ ...facts, remainingBytes });
  // A run that is under way may be longer, and must not keep the next connection out.
  const longest = Math.max(run, ...[...map.openLeases].map(({ start, end }) => end - start));
  return map.lend(run, map.frontier + windowBytes(facts.connections, longest));
}

function lentBytes({ openLeases }: PieceMap): number {
  let bytes = 0;
  for (const { position, end } of openLeases) bytes += end - position;
  return bytes;
}

/** Nothing at the beginning to compare with: what lies further on may be of another file. */
export function doubtIslands(map: PieceMap): void {
  if (map.frontier > 0) return;
  for (const { start } of map.allWritten()) map.doubt(start);
}
