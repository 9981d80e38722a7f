import type { WeightTensor } from './safetensors-header';

export interface GgufTensor extends WeightTensor {
  /** ggml's number of how its values are written. */
  readonly type: number;
  /** Where it begins, in bytes behind the header. */
  readonly offset: number;
}

/** What a GGUF file says of itself in front of its weights, as far as its beginning was read. */
export interface GgufHeader {
  /** `general.architecture`, as a stranger wrote it; null when it was not found. */
  readonly untrustedArchitecture: string | null;
  readonly tensors: readonly GgufTensor[];
  /** Whether all tensors stood in the bytes that were read. */
  readonly isWhole: boolean;
  /** Whether it ended at something that no such file has, rather than with the bytes that were read. */
  readonly isOdd: boolean;
  /** Where the weights begin, in bytes; means nothing while it is not whole. */
  readonly dataAt: number;
}

/** Enough for the names of every diffusion model; the vocabulary of a language model may be longer. */
export const GGUF_BYTES = 1024 * 1024;

const MAGIC = 0x46554747;
const MOST_ENTRIES = 100_000n;
const MOST_DIMENSIONS = 8;
const USUAL_ALIGNMENT = 32;
const U32 = 4;
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
  let alignment = USUAL_ALIGNMENT;
  for (let at = 0; at < entryCount && !reader.isAtEnd; at += 1) {
    const key = reader.text();
    const type = reader.u32();
    if (key === 'general.architecture' && type === TEXT) untrustedArchitecture = reader.text();
    else if (key === 'general.alignment' && type === U32) alignment = reader.u32() || USUAL_ALIGNMENT;
    else reader.skipValue(type);
  }
  const tensors: GgufTensor[] = [];
  while (tensors.length < tensorCount && !reader.isAtEnd) {
    const tensor = readTensor(reader);
    if (tensor !== null) tensors.push(tensor);
  }
  const isWhole = !reader.isAtEnd && BigInt(tensors.length) === tensorCount;
  const dataAt = Math.ceil(reader.position / alignment) * alignment;
  return { untrustedArchitecture, tensors, isWhole, isOdd: reader.isOdd, dataAt };
}

function readTensor(reader: Reader): GgufTensor | null {
  const name = reader.text();
  const dimensions = reader.u32();
  if (name === null || dimensions === null) return reader.giveUp();
  if (dimensions > MOST_DIMENSIONS) return reader.giveUpAtOddity();
  const shape = Array.from({ length: dimensions }, () => Number(reader.u64() ?? 0));
  const type = reader.u32();
  const offset = reader.u64();
  return type === null || offset === null ? null : { name, shape, type, offset: Number(offset) };
}

/** Answers null from the moment on where the bytes end. */
class Reader {
  isAtEnd = false;
  isOdd = false;
  private at = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get position(): number {
    return this.at;
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

  giveUpAtOddity(): null {
    this.isOdd = true;
    return this.giveUp();
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
    if (length === null) void (type === null ? this.giveUp() : this.giveUpAtOddity());
    else this.skip(BigInt(length) * count);
  }

  private take(length: bigint): number | null {
    const from = this.at;
    if (this.isAtEnd || length > BigInt(this.bytes.length - from)) return this.giveUp();
    this.at = from + Number(length);
    return from;
  }
}
