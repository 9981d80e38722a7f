import assert from 'node:assert/strict';
import type { DownloadId } from '../../../shared/ids';
import { OVERLAP } from '../scenario';
import type { ByteRange, Exchange, Seen } from '../server/answer';
import type { World } from '../world';

/** What cases look at again and again. */

/** It went on without a pause: nothing was counted as a failure. */
export function neverWaited(world: World, id: DownloadId = world.id): void {
  const kinds = world.stateKinds(id);
  assert.ok(!kinds.includes('waiting') && !kinds.includes('failed'), `it went ${kinds.join(' → ')}`);
}

/** The ranges of requests that had one; a request without an end counts to the end of everything. */
export function rangesOf(exchanges: readonly Exchange[]): readonly ByteRange[] {
  return exchanges.flatMap(({ seen: { range } }) =>
    range === null ? [] : [{ start: range.start, end: range.end ?? Number.MAX_SAFE_INTEGER }],
  );
}

export function startsOf(exchanges: readonly Exchange[]): readonly number[] {
  return rangesOf(exchanges).map(({ start }) => start);
}

/** No byte was asked for twice, apart from the comparison with what is on disk. */
export function askedOnce(world: World): void {
  const sorted = [...rangesOf(world.origins.requests)].sort((a, b) => a.start - b.start);
  let again = 0;
  for (const [index, { start }] of sorted.entries()) {
    again += Math.max(0, (sorted[index - 1]?.end ?? -1) + 1 - start);
  }
  assert.ok(again <= OVERLAP, `${again} bytes were asked for twice`);
}

/** How many bytes storages were asked for, up to the end of the file. */
export function askedBytes(world: World): number {
  const { size } = world.file;
  return rangesOf(world.origins.requests).reduce(
    (sum, { start, end }) => sum + Math.min(end + 1, size) - start,
    0,
  );
}

/** Numbers of the connections that requests came over. */
export function connectionsOf(exchanges: readonly Exchange[]): ReadonlySet<number> {
  return new Set(exchanges.map(({ seen }) => seen.connection));
}

export function claimedBytes(world: World, id: DownloadId = world.id): number {
  return world.claims(id).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The first byte that was written, of all writes. */
export function firstWritten(world: World): number {
  return Math.min(...world.parts.writes.map(({ offset }) => offset));
}

/** A part that was not the file any more lies beside it, with all that it held, under another name. */
export async function keptAside(world: World, bytes: Buffer): Promise<void> {
  const aside = (await world.names()).filter((name) => /\.(damaged|corrupt|part)$/.test(name));
  const contents = await Promise.all(aside.map((name) => world.readLora(name)));
  const isKept = contents.some((content) => content.subarray(0, bytes.length).equals(bytes));
  assert.ok(isKept, `the old part is gone; there are ${(await world.names()).join(', ')}`);
}

export function hasConditions({ headers }: Seen): boolean {
  return ['if-match', 'if-range', 'if-unmodified-since'].some((name) => headers[name] !== undefined);
}
