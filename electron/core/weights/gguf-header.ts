import type { WeightTensor } from './safetensors-header';

/** What a GGUF file says of itself in front of its weights, as far as its beginning was read. */
export interface GgufHeader {
  /** `general.architecture`, as a stranger wrote it; null when it was not found. */
  readonly untrustedArchitecture: string | null;
  readonly tensors: readonly WeightTensor[];
  /** Whether all tensors stood in the bytes that were read. */
  readonly isWhole: boolean;
}

/** Enough for the names of every diffusion model; the vocabulary of a language model may be longer. */
export const GGUF_BYTES = 1024 * 1024;

const MAGIC = 0x46554747;
const MOST_ENTRIES = 100_000n;
const MOST_DIMENSIONS = 8;
const TEXT = 8;
const LIST = 9;
/** By GGUF's number of a value's type; texts and lists have a length of their own. */
const VALUE_BYTES: readonly (number | null)[] = [1, 1, 2, 2, 4, 4, 4, 1, null, null, 8, 8, 8];

/**
 * Reads the beginning of a GGUF file, version 2 or 3, little-endian.
 *
 * @param bytes the first ones of the file
 * @returns null for what is no GGUF file
 * @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
export function readGgufHeader(bytes: Uint8Array): GgufHeader | null {
  const reader = new Reader(bytes);
  const magic = reader.u32();
  const version = reader.u32();
  const tensorCount = reader.u64();
  const entryCount = reader.u64();
  if (magic !== MAGIC || (version !== 2 && version !== 3)) return null;
  if (tensorCount === null || entryCount === null) return null;
  if (tensorCount > MOST_ENTRIES || entryCount > MOST_ENTRIES) return null;
  let untrustedArchitecture: string | null = null;
  for (let at = 0; at < entryCount && !reader.isAtEnd; at += 1) {
    const key = reader.text();
    const type = reader.u32();
    if (key === 'general.architecture' && type === TEXT) untrustedArchitecture = reader.text();
    else reader.skipValue(type);
  }
  const tensors: WeightTensor[] = [];
  while (tensors.length < tensorCount && !reader.isAtEnd) {
    const tensor = readTensor(reader);
    if (tensor !== null) tensors.push(tensor);
  }
  return { untrustedArchitecture, tensors, isWhole: BigInt(tensors.length) === tensorCount };
}

function readTensor(reader: Reader): WeightTensor | null {
  const name = reader.text();
  const dimensions = reader.u32();
  if (name === null || dimensions === null || dimensions > MOST_DIMENSIONS) return reader.giveUp();
  const shape = Array.from({ length: dimensions }, () => Number(reader.u64() ?? 0));
  // Its type and where it lies.
  reader.skip(12n);
  return reader.isAtEnd ? null : { name, shape };
}

/** Answers null from the moment on where the bytes end. */
class Reader {
  isAtEnd = false;
  private at = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u32(): number | null {
    const from = this.take(4n);
    return from === null ? null : this.view.getUint32(from, true);
  }

  u64(): bigint | null {
    const from = this.take(8n);
    return from === null ? null : this.view.getBigUint64(from, true);
  }

  text(): string | null {
    const length = this.u64();
    const from = length === null ? null : this.take(length);
    return from === null ? null : new TextDecoder().decode(this.bytes.subarray(from, this.at));
  }

  skip(length: bigint): void {
    this.take(length);
  }

  skipValue(type: number | null): void {
    if (type === TEXT) this.skipText();
    else if (type === LIST) this.skipList();
    else this.skipNumbers(type, 1n);
  }

  giveUp(): null {
    this.isAtEnd = true;
    return null;
  }

  private skipText(): void {
    const length = this.u64();
    if (length !== null) this.skip(length);
  }

  private skipList(): void {
    const type = this.u32();
    const count = this.u64();
    if (count === null) return;
    if (type !== TEXT) {
      this.skipNumbers(type, count);
      return;
    }
    // Each takes eight bytes at least, so the bytes end long before a count that is a lie.
    for (let at = 0n; at < count && !this.isAtEnd; at += 1n) this.skipText();
  }

  /** Lists of lists exist in no model. */
  private skipNumbers(type: number | null, count: bigint): void {
    const length = VALUE_BYTES[type ?? -1] ?? null;
    if (length === null) this.giveUp();
    else this.skip(BigInt(length) * count);
  }

  private take(length: bigint): number | null {
    const from = this.at;
    if (this.isAtEnd || length > BigInt(this.bytes.length - from)) return this.giveUp();
    this.at = from + Number(length);
    return from;
  }
}
