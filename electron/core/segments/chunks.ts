/** Bytes in the pieces in which they came, one behind the other; nothing here copies them unless it says so. */
export type Chunks = readonly Uint8Array[];

export function bytesIn(chunks: Chunks): number {
  let bytes = 0;
  for (const chunk of chunks) bytes += chunk.length;
  return bytes;
}

/** The first `bytes` and what is behind them; with fewer bytes than that, all of them and nothing. */
export function splitChunks(chunks: Chunks, bytes: number): readonly [Chunks, Chunks] {
  let before = 0;
  for (const [index, chunk] of chunks.entries()) {
    const room = bytes - before;
    if (room <= 0) return [chunks.slice(0, index), chunks.slice(index)];
    if (room < chunk.length) {
      const front = [...chunks.slice(0, index), chunk.subarray(0, room)];
      return [front, [chunk.subarray(room), ...chunks.slice(index + 1)]];
    }
    before += chunk.length;
  }
  return [chunks, []];
}

/** A copy, or the only chunk itself. */
export function joinChunks(chunks: Chunks): Uint8Array {
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return only;
  const joined = new Uint8Array(bytesIn(chunks));
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
}

/** Where two runs of bytes of one length differ first; null when they are the same. */
export function firstDifference(left: Uint8Array, right: Uint8Array): number | null {
  for (let index = 0; index < left.length; index += 1) if (left[index] !== right[index]) return index;
  return null;
}
