import { createHash } from 'node:crypto';

/** Bytes repeat their place in the file only after this many, and every page carries its number. */
const PAGE_BYTES = 64 * 1024;
/** The number of the page, at its beginning. */
const STAMP_BYTES = 8;
const HEADER_BYTES = 512;

/**
 * The content of a model file as a pure function of seed and offset, after the manner of Chromium's
 * download tests: any slice of it can be made and checked without the file being kept anywhere.
 *
 * It begins like a safetensors file; a byte that stands at another offset, or comes from another seed, is
 * another byte.
 */
export class FileBytes {
  private readonly noise: Buffer;
  private readonly head: Buffer;
  private known: string | null = null;

  /** @param head replaces the bytes the file begins with */
  constructor(
    readonly size: number,
    readonly seed: number,
    head: Buffer = safetensorsHead(),
  ) {
    this.noise = noiseOf(seed);
    this.head = head;
  }

  /** The bytes from `start` up to `end`, which must lie within the file. */
  slice(start: number, end: number): Buffer {
    if (start < 0 || end > this.size || start > end) {
      throw new Error(`The file has no bytes ${start} to ${end}.`);
    }
    const bytes = Buffer.allocUnsafe(end - start);
    for (let at = start; at < end; ) {
      const page = Math.floor(at / PAGE_BYTES);
      const within = at - page * PAGE_BYTES;
      const length = Math.min(end - at, PAGE_BYTES - within);
      this.copyPage(page, within, length, bytes, at - start);
      at += length;
    }
    return bytes;
  }

  /** Where `bytes`, which stand at `offset`, first differ from the file; null when they are the same. */
  firstDifference(bytes: Uint8Array, offset: number): number | null {
    const within = Math.min(bytes.length, Math.max(0, this.size - offset));
    for (let at = 0; at < within; ) {
      const page = Math.floor((offset + at) / PAGE_BYTES);
      const end = Math.min(within, (page + 1) * PAGE_BYTES - offset);
      if (!this.isSame(bytes, offset, at, end)) return this.differenceIn(bytes, offset, at, end);
      at = end;
    }
    return within === bytes.length ? null : offset + within;
  }

  /** Upper-case hex, as Civitai publishes it. */
  sha256(): string {
    if (this.known !== null) return this.known;
    const hash = createHash('sha256');
    for (let at = 0; at < this.size; at += 4 * 1024 * 1024) {
      hash.update(this.slice(at, Math.min(this.size, at + 4 * 1024 * 1024)));
    }
    this.known = hash.digest('hex').toUpperCase();
    return this.known;
  }

  /** Compares within one page, without a copy of what is right. */
  private isSame(bytes: Uint8Array, offset: number, at: number, end: number): boolean {
    const start = offset + at;
    const page = Math.floor(start / PAGE_BYTES);
    const plain = Math.max(start, page * PAGE_BYTES + STAMP_BYTES, this.head.length);
    if (start < plain) {
      const special = Math.min(plain, offset + end);
      if (!this.slice(start, special).equals(bytes.subarray(at, special - offset))) return false;
    }
    if (plain >= offset + end) return true;
    const from = (mix(this.seed, page) % PAGE_BYTES) + (plain - page * PAGE_BYTES);
    const length = offset + end - plain;
    return this.noise.compare(bytes, plain - offset, end, from, from + length) === 0;
  }

  private differenceIn(bytes: Uint8Array, offset: number, at: number, end: number): number {
    const right = this.slice(offset + at, offset + end);
    return offset + at + right.findIndex((byte, index) => byte !== bytes[at + index]);
  }

  private copyPage(page: number, within: number, length: number, into: Buffer, at: number): void {
    const shift = mix(this.seed, page) % PAGE_BYTES;
    this.noise.copy(into, at, shift + within, shift + within + length);
    if (within < STAMP_BYTES) {
      const stamp = Buffer.alloc(STAMP_BYTES);
      stamp.writeDoubleLE(page + this.seed / 1024);
      stamp.copy(into, at, within, Math.min(STAMP_BYTES, within + length));
    }
    const start = page * PAGE_BYTES + within;
    if (start < this.head.length) this.head.copy(into, at, start, Math.min(this.head.length, start + length));
  }
}

/** What a safetensors file begins with: the length of a header, and the header. */
function safetensorsHead(): Buffer {
  const header = '{"__metadata__":{"format":"pt"}}'.padEnd(HEADER_BYTES - 8, ' ');
  const head = Buffer.alloc(HEADER_BYTES);
  head.writeBigUInt64LE(BigInt(header.length));
  head.write(header, 8, 'latin1');
  return head;
}

const noises = new Map<number, Buffer>();

function noiseOf(seed: number): Buffer {
  const found = noises.get(seed);
  if (found !== undefined) return found;
  const words = new Uint32Array((2 * PAGE_BYTES) / 4);
  for (let index = 0; index < words.length; index += 1) words[index] = mix(seed, index);
  const noise = Buffer.from(words.buffer);
  noises.set(seed, noise);
  return noise;
}

/** A number from 0 up to 2^32, well spread for neighbours (the finaliser of MurmurHash3). */
export function mix(seed: number, index: number): number {
  let word = (Math.imul(seed + 1, 0x9e3779b9) ^ index) | 0;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}

/** A source of chance that gives the same numbers for the same seed. */
export class SeededChance {
  private index = 0;

  constructor(private readonly seed: number) {}

  /** From 0 up to, but not including, 1. */
  fraction(): number {
    this.index += 1;
    return mix(this.seed, this.index) / 2 ** 32;
  }

  /** A whole number from 0 up to, but not including, `below`. */
  below(below: number): number {
    return Math.floor(this.fraction() * below);
  }
}
