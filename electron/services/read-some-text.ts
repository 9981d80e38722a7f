import type { Clock, HttpAnswer } from '../core/ports';

const MOST_BYTES = 64 * 1024;
/** A message that takes longer is not worth holding a place for. */
const LONGEST_MS = 10_000;

/** The beginning of an answer's body as text, for a message only; at most 64 KiB and ten seconds. */
export async function readSomeText(answer: HttpAnswer, clock: Clock): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const callOff = clock.after(LONGEST_MS, () => answer.discard());
  try {
    for await (const chunk of answer.body) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MOST_BYTES) break;
    }
  } catch {
    // A message that breaks off is still better than none.
  } finally {
    callOff();
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return new TextDecoder().decode(bytes.subarray(0, MOST_BYTES));
}
