// @ts-check
/** @import { Layout } from './layout.mjs' */
/** @import { IHasher } from 'hash-wasm' */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { createBLAKE3 } from 'hash-wasm';

const CHUNK_BYTES = 262_144;
const YIELD_EVERY_BYTES = 4_194_304;
/** AutoV1 reads 64 KiB from here; the service computes it from 2 MiB on. */
const AUTO_V1_START = 0x100000;
const AUTO_V1_END = 0x110000;
const AUTO_V1_MIN_BYTES = 2_097_152;
const LONGEST_HEADER = 16_777_216;

/**
 * The six hashes as Civitai writes them, upper case. AutoV1 is absent below 2 MiB.
 * @typedef {{ AutoV1?: string, AutoV2: string, AutoV3: string, SHA256: string, CRC32: string, BLAKE3: string }} FileHashes
 */

/** @type {Promise<IHasher> | undefined} */
let sharedBlake3;
/** Files are hashed one at a time, so all of them pass through the same memory. */
const scratch = Buffer.allocUnsafe(CHUNK_BYTES);
let lastJob = Promise.resolve();
let bytesSinceYield = 0;

/**
 * Hashes a whole file, one file at a time, and lets other work run in between.
 *
 * @param {Layout} layout
 * @returns {Promise<FileHashes>}
 */
export function hashLayout(layout) {
  // One BLAKE3 instance serves all files, so two files are never hashed in turns.
  const job = lastJob.then(() => hashNow(layout));
  lastJob = job.then(
    () => undefined,
    () => undefined,
  );
  return job;
}

/** @param {Layout} layout @returns {Promise<FileHashes>} */
async function hashNow(layout) {
  sharedBlake3 ??= createBLAKE3();
  const blake3 = await sharedBlake3;
  blake3.init();
  const whole = createHash('sha256');
  const weights = createHash('sha256');
  const weightsStart = weightsOffset(layout);
  const legacy = createHash('sha256');
  let crc = 0;
  for (let offset = 0; offset < layout.size; offset += CHUNK_BYTES) {
    const chunk = scratch.subarray(0, layout.readInto(offset, scratch));
    whole.update(chunk);
    blake3.update(chunk);
    crc = crc32(chunk, crc);
    if (offset + chunk.length > weightsStart)
      weights.update(chunk.subarray(Math.max(0, weightsStart - offset)));
    if (offset < AUTO_V1_END && offset + chunk.length > AUTO_V1_START) {
      legacy.update(chunk.subarray(Math.max(0, AUTO_V1_START - offset), AUTO_V1_END - offset));
    }
    bytesSinceYield += chunk.length;
    if (bytesSinceYield >= YIELD_EVERY_BYTES) {
      bytesSinceYield = 0;
      await nextTurn();
    }
  }
  const sha256 = whole.digest('hex').toUpperCase();
  return {
    ...(layout.size >= AUTO_V1_MIN_BYTES ? { AutoV1: legacy.digest('hex').slice(0, 8).toUpperCase() } : {}),
    AutoV2: sha256.slice(0, 10),
    SHA256: sha256,
    CRC32: reversedCrc32(crc),
    BLAKE3: blake3.digest('hex').toUpperCase(),
    AutoV3: weights.digest('hex').slice(0, 12).toUpperCase(),
  };
}

/** Where AutoV3 begins: after a safetensors header below 16 MiB, else at byte 8. @param {Layout} layout */
function weightsOffset(layout) {
  const start = layout.read(0, 9);
  if (start.length < 9) return Math.min(8, layout.size);
  const header = Number(start.readBigUInt64LE(0));
  return header < LONGEST_HEADER && 8 + header <= layout.size && start[8] === 0x7b ? 8 + header : 8;
}

/**
 * CRC-32 with its bytes in reverse order, the form Civitai stores: "hello world" gives `85114A0D`.
 *
 * @param {number} crc as zlib computes it
 */
export function reversedCrc32(crc) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(crc >>> 0);
  return bytes.toString('hex').toUpperCase();
}
