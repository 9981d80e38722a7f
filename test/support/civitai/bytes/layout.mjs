// @ts-check
import { createRandom, hash32 } from '../random.mjs';

const BLOCK_BYTES = 65_536;
const STAMP_BYTES = 16;

/** Random bytes shared by all files; a file's blocks are windows into it, so reading costs a copy, not a computation. */
const pool = createPool(1_048_576);

/** @param {number} length */
function createPool(length) {
  const random = createRandom('byte pool');
  const words = new Uint32Array(length / 4);
  for (let index = 0; index < words.length; index += 1) words[index] = random.next() * 0x100000000;
  return Buffer.from(words.buffer);
}

/**
 * A run of seeded bytes, or bytes held in memory.
 * @typedef {Buffer | { seed: number, length: number }} LayoutPart
 */

/**
 * The bytes of one file, readable at any offset without holding them in memory.
 * @typedef {object} Layout
 * @property {number} size bytes
 * @property {(offset: number, length: number) => Buffer} read fewer bytes than asked only at the end
 * @property {(offset: number, target: Buffer) => number} readInto the number of bytes written
 */

/**
 * @param {readonly LayoutPart[]} parts in file order
 * @returns {Layout}
 */
export function createLayout(parts) {
  /** @type {{ start: number, end: number, part: LayoutPart }[]} */
  const placed = [];
  let size = 0;
  for (const part of parts) {
    if (part.length === 0) continue;
    placed.push({ start: size, end: size + part.length, part });
    size += part.length;
  }
  /** @type {Layout['readInto']} */
  const readInto = (offset, target) => {
    const end = Math.min(size, offset + target.length);
    for (const { start, end: partEnd, part } of placed) {
      if (partEnd <= offset || start >= end) continue;
      const from = Math.max(offset, start);
      const window = target.subarray(from - offset, Math.min(end, partEnd) - offset);
      if (Buffer.isBuffer(part)) part.copy(window, 0, from - start);
      else fillSeeded(part.seed, from - start, window);
    }
    return Math.max(0, end - offset);
  };
  return {
    size,
    readInto,
    read: (offset, length) => {
      const target = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)));
      readInto(offset, target);
      return target;
    },
  };
}

/**
 * Fills `target` with the seeded bytes from `offset` on. Each block starts with a stamp of seed and
 * block number, so no two blocks of any two files are equal.
 *
 * @param {number} seed
 * @param {number} offset
 * @param {Buffer} target
 */
function fillSeeded(seed, offset, target) {
  const stamp = Buffer.allocUnsafe(STAMP_BYTES);
  let done = 0;
  while (done < target.length) {
    const block = Math.floor((offset + done) / BLOCK_BYTES);
    const within = (offset + done) % BLOCK_BYTES;
    const count = Math.min(target.length - done, BLOCK_BYTES - within);
    const window = hash32(seed, block) % (pool.length - BLOCK_BYTES);
    pool.copy(target, done, window + within, window + within + count);
    if (within < STAMP_BYTES) {
      stamp.writeUInt32LE(seed >>> 0, 0);
      stamp.writeUInt32LE(block >>> 0, 4);
      stamp.writeDoubleLE(Math.fround(block) + seed, 8);
      stamp.copy(target, done, within, Math.min(STAMP_BYTES, within + count));
    }
    done += count;
  }
}
