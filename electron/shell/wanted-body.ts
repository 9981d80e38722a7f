/**
 * A body that is fetched while somebody wants it. The scheme's handler is not told when the page gives a
 * request up; what it hears of is that the answer's body is no longer read. So the answer begins before its
 * bytes are there, and ends the fetching when it is dropped.
 *
 * @param fetchBytes null when there is nothing to give; the body is then empty, which no decoder takes for
 *   a picture
 */
export function wantedBody(
  fetchBytes: (signal: AbortSignal) => Promise<Uint8Array | null>,
): ReadableStream<Uint8Array> {
  const dropped = new AbortController();
  return new ReadableStream<Uint8Array>({
    start: async (controller) => {
      const bytes = await fetchBytes(dropped.signal).catch(() => null);
      if (dropped.signal.aborted) return;
      if (bytes !== null && bytes.length > 0) controller.enqueue(bytes);
      controller.close();
    },
    cancel: () => dropped.abort(),
  });
}
