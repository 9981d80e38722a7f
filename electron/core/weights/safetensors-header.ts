/** A tensor as the file in front of the weights describes it. Its name is a stranger's. */
export interface WeightTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A length in eight bytes stands in front of the header. */
export const LENGTH_BYTES = 8;
/** Main parses it in one go, some ten milliseconds; whole checkpoints have a fifth of it. */
export const LONGEST_HEADER_BYTES = 2 * 1024 * 1024;

/**
 * How long the header of a safetensors file is, in bytes, without the length in front of it.
 *
 * @param start the first eight bytes
 * @param fileBytes of the whole file; a header that ends behind it is none
 * @param longest that is looked at
 * @returns null for what is no safetensors file, or has a longer header than is looked at
 */
export function headerLength(
  start: Uint8Array,
  fileBytes = Number.POSITIVE_INFINITY,
  longest = LONGEST_HEADER_BYTES,
): number | null {
  if (start.length < LENGTH_BYTES) return null;
  const length = new DataView(start.buffer, start.byteOffset).getBigUint64(0, true);
  if (length < 2n || length > BigInt(longest)) return null;
  return Number(length) + LENGTH_BYTES > fileBytes ? null : Number(length);
}

/** The header as text; null when fewer bytes came than it has, or they are no table. */
export function headerText(header: Uint8Array, readBytes: number): string | null {
  const isWhole = readBytes === header.length && header[0] === '{'.charCodeAt(0);
  return isWhole ? new TextDecoder().decode(header) : null;
}

/**
 * The tensors that the header of a safetensors file lists. No name in it ever becomes a key of an object of ours.
 *
 * @param header JSON, as a stranger wrote it
 * @returns null for what is no such header as a whole
 */
export function safetensorsTensors(header: string): readonly WeightTensor[] | null {
  const table = parse(header);
  if (table === null) return null;
  const tensors: WeightTensor[] = [];
  for (const [name, value] of Object.entries(table)) {
    if (name === '__metadata__') continue;
    if (!isTable(value) || typeof value.dtype !== 'string' || !isSizes(value.shape)) return null;
    if (!isSizes(value.data_offsets) || value.data_offsets.length !== 2) return null;
    tensors.push({ name, shape: value.shape });
  }
  return tensors;
}

/**
 * How many bytes of weights the header of a safetensors file promises: where the last tensor ends, counted from the end
 * of the header.
 *
 * @param header JSON, as a stranger wrote it
 * @returns null for what is no such header as a whole
 */
export function safetensorsDataBytes(header: string): number | null {
  const table = parse(header);
  if (table === null) return null;
  let end = 0;
  for (const [name, value] of Object.entries(table)) {
    if (name === '__metadata__') continue;
    if (!isTable(value) || !isSizes(value.data_offsets)) return null;
    const [from, to, ...more] = value.data_offsets;
    if (from === undefined || to === undefined || from > to || more.length > 0) return null;
    end = Math.max(end, to);
  }
  return end;
}

function parse(json: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(json);
    return isTable(value) ? value : null;
  } catch {
    return null;
  }
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}
