import type { FileFlaw } from '../../../shared/library/flaw';
import { FOREIGN_BYTES, foreignContent } from './foreign-content';
import { GGUF_BYTES, readGgufHeader } from './gguf-header';
import { promisedGguf } from './gguf-size';
import { headerText, LENGTH_BYTES, safetensorsDataBytes } from './safetensors-header';

/** A part of the file that is wanted next; fewer bytes come only where the file ends. */
export interface WantedPart {
  readonly at: number;
  readonly length: number;
}

/** No real header is larger; a larger number means that these bytes are something else. */
const LARGEST_HEADER_BYTES = 100_000_000;
/** A larger one is not read: nothing is said of that file. */
const LONGEST_READ_BYTES = 8 * 1024 * 1024;
/** Enough for the vocabulary of every language model. */
const MOST_GGUF_BYTES = 16 * 1024 * 1024;

/**
 * What the beginning of a file says is wrong with it. Says nothing rather than what is only likely.
 *
 * Whoever can read the file answers each part that is asked for.
 *
 * @param fileBytes of the whole file
 * @returns null where nothing is known to be wrong
 */
export function* judgeBeginning(
  fileName: string,
  fileBytes: number,
): Generator<WantedPart, FileFlaw | null, Uint8Array> {
  const start = yield { at: 0, length: FOREIGN_BYTES };
  // The length in front of a header may read like the beginning of a text or a picture.
  const what = safetensorsLength(start) === null ? foreignContent(fileName, start) : null;
  if (what !== null) return { kind: 'noModel', what };
  if (startsLikeGguf(start)) return yield* judgeGguf(fileBytes);
  return yield* judgeSafetensors(start, fileBytes);
}

function startsLikeGguf(start: Uint8Array): boolean {
  return [...'GGUF'].every((char, at) => start[at] === char.charCodeAt(0));
}

function* judgeSafetensors(
  start: Uint8Array,
  fileBytes: number,
): Generator<WantedPart, FileFlaw | null, Uint8Array> {
  const length = safetensorsLength(start);
  if (length === null) return null;
  const dataAt = LENGTH_BYTES + length;
  if (dataAt > fileBytes) return { kind: 'cutShort', promisedBytes: null };
  if (length > LONGEST_READ_BYTES) return null;
  const header = yield { at: LENGTH_BYTES, length };
  const dataBytes = safetensorsDataBytes(headerText(header, length) ?? '');
  if (dataBytes === null || dataAt + dataBytes === fileBytes) return null;
  const promisedBytes = dataAt + dataBytes;
  return { kind: promisedBytes > fileBytes ? 'cutShort' : 'tooLong', promisedBytes };
}

/** How long a header is that stands there; null where none can. No text has such a number in front of its ninth byte. */
function safetensorsLength(start: Uint8Array): number | null {
  if (start.length <= LENGTH_BYTES || start[LENGTH_BYTES] !== '{'.charCodeAt(0)) return null;
  const length = new DataView(start.buffer, start.byteOffset).getBigUint64(0, true);
  return length < 2n || length > BigInt(LARGEST_HEADER_BYTES) ? null : Number(length);
}

/** What lies behind the last tensor may be padding, so that a longer file is as good as any. */
function* judgeGguf(fileBytes: number): Generator<WantedPart, FileFlaw | null, Uint8Array> {
  for (let length = GGUF_BYTES; length <= MOST_GGUF_BYTES; length *= 4) {
    const header = readGgufHeader(yield { at: 0, length });
    if (header === null) return null;
    if (header.isWhole) {
      const promisedBytes = promisedGguf(header);
      const isCut = promisedBytes !== null && promisedBytes > fileBytes;
      return isCut ? { kind: 'cutShort', promisedBytes } : null;
    }
    if (header.isOdd) return null;
    if (fileBytes <= length) return { kind: 'cutShort', promisedBytes: null };
  }
  return null;
}
