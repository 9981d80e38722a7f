import { type RunFacts, runBytes, windowBytes } from '../../core/segments/pace';
import type { Lease, PieceMap } from '../../core/segments/piece-map';

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
