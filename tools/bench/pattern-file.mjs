// @ts-check
import { createCipheriv, createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';

const PAGE_BYTES = 64 * 1024;
const POOL_PAGES = 64;
const STEP_BYTES = 4 * 1024 * 1024;
const HEAD_BYTES = 512;
/** Every page carries its number, so two pages are never the same, however large the file. */
const STAMP_BYTES = 16;

/**
 * A model file whose bytes are a function of seed and offset: any slice can be made without the rest, at the
 * speed of memory. It begins like a safetensors file, and nothing compresses it.
 */
export class PatternFile {
  /**
   * @param {number} size bytes
   * @param {number} seed
   */
  constructor(size, seed) {
    if (size < HEAD_BYTES + STAMP_BYTES) throw new RangeError('a pattern file holds at least its header');
    this.size = size;
    this.seed = seed;
    this.head = safetensorsHead(size);
    this.pool = noise(seed);
    /** @type {string | null} */
    this.knownSha256 = null;
  }

  /**
   * @param {number} start first byte
   * @param {number} end the byte after the last
   * @returns {Buffer}
   */
  slice(start, end) {
    if (start < 0 || end > this.size || start > end) throw new RangeError(`no bytes ${start} to ${end}`);
    const bytes = Buffer.allocUnsafe(end - start);
    for (let at = start; at < end; ) {
      const page = Math.floor(at / PAGE_BYTES);
      const within = at % PAGE_BYTES;
      const length = Math.min(end - at, PAGE_BYTES - within);
      const from = (page % POOL_PAGES) * PAGE_BYTES + within;
      this.pool.copy(bytes, at - start, from, from + length);
      if (within < STAMP_BYTES)
        this.stampOf(page).copy(bytes, at - start, within, Math.min(STAMP_BYTES, within + length));
      if (at < HEAD_BYTES) this.head.copy(bytes, at - start, at, Math.min(HEAD_BYTES, at + length));
      at += length;
    }
    return bytes;
  }

  /** @returns {string} lower-case hex; reads the whole file the first time */
  sha256() {
    if (this.knownSha256 !== null) return this.knownSha256;
    const hash = createHash('sha256');
    for (const step of this.steps()) hash.update(step);
    this.knownSha256 = hash.digest('hex');
    return this.knownSha256;
  }

  /**
   * Writes the whole file, and learns its hash on the way.
   * @param {string} path
   */
  writeTo(path) {
    const hash = createHash('sha256');
    const file = openSync(path, 'w');
    try {
      for (const step of this.steps()) {
        hash.update(step);
        for (let at = 0; at < step.length; ) at += writeSync(file, step, at);
      }
    } finally {
      closeSync(file);
    }
    this.knownSha256 = hash.digest('hex');
  }

  *steps() {
    for (let at = 0; at < this.size; at += STEP_BYTES)
      yield this.slice(at, Math.min(this.size, at + STEP_BYTES));
  }

  /** @param {number} page */
  stampOf(page) {
    const stamp = Buffer.alloc(STAMP_BYTES);
    stamp.writeBigUInt64LE(BigInt(page));
    stamp.writeBigUInt64LE(BigInt(this.seed), 8);
    return stamp;
  }
}

/**
 * One tensor over all that follows, so that even a strict reader is content with the header.
 * @param {number} size
 */
function safetensorsHead(size) {
  const tensor = { dtype: 'U8', shape: [size - HEAD_BYTES], data_offsets: [0, size - HEAD_BYTES] };
  const text = JSON.stringify({ __metadata__: { format: 'pt' }, pattern: tensor });
  const head = Buffer.alloc(HEAD_BYTES, ' ');
  head.writeBigUInt64LE(BigInt(HEAD_BYTES - 8));
  head.write(text, 8, 'latin1');
  return head;
}

/**
 * Bytes that look random and are the same for the same seed, made by a cipher because that is the fastest way.
 * @param {number} seed
 */
function noise(seed) {
  const key = createHash('sha256').update(`pattern ${seed}`).digest().subarray(0, 16);
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(POOL_PAGES * PAGE_BYTES));
}
