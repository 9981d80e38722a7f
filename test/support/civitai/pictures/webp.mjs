// @ts-check
/**
 * A lossless WebP (VP8L) whose every byte has a code of eight bits: valid and simple, not small.
 *
 * @param {Uint8Array} rgb
 * @param {number} width at most 16,384
 * @param {number} height at most 16,384
 * @returns {Buffer}
 */
export function encodeWebp(rgb, width, height) {
  const bits = new BitWriter(width * height * 3 + 1_024);
  bits.put(0x2f, 8);
  bits.put(width - 1, 14);
  bits.put(height - 1, 14);
  // No alpha, version 0, no transform, no colour cache, no meta prefix codes.
  bits.put(0, 1 + 3 + 1 + 1 + 1);
  putFlatCode(bits, true);
  putFlatCode(bits, false);
  putFlatCode(bits, false);
  putSingleCode(bits, 255);
  putSingleCode(bits, 0);
  for (let at = 0; at < rgb.length; at += 3) {
    bits.put(reversed(rgb[at + 1]), 8);
    bits.put(reversed(rgb[at]), 8);
    bits.put(reversed(rgb[at + 2]), 8);
  }
  const body = bits.finish();
  const header = Buffer.from('RIFF----WEBPVP8L----', 'latin1');
  header.writeUInt32LE(12 + body.length + (body.length & 1), 4);
  header.writeUInt32LE(body.length, 16);
  return Buffer.concat([header, body, Buffer.alloc(body.length & 1)]);
}

/** Prefix codes are read from their highest bit, everything else from the lowest. */
const REVERSED = Uint8Array.from({ length: 256 }, (_, value) => {
  let turned = 0;
  for (let bit = 0; bit < 8; bit += 1) turned |= ((value >> bit) & 1) << (7 - bit);
  return turned;
});

/** @param {number | undefined} byte */
function reversed(byte = 0) {
  return REVERSED[byte] ?? 0;
}

/** 256 symbols of eight bits each; the green code has 24 more symbols, all unused. @param {BitWriter} bits @param {boolean} isGreen */
function putFlatCode(bits, isGreen) {
  bits.put(0, 1);
  // Lengths of the code-length code come in the order 17 18 0 1 2 3 4 5 16 6 7 8; here 18 and 8 have one bit.
  bits.put(12 - 4, 4);
  for (const length of [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]) bits.put(length, 3);
  bits.put(0, 1);
  for (let symbol = 0; symbol < 256; symbol += 1) bits.put(0, 1);
  if (isGreen) {
    // Symbol 18: eleven zeros and 13 more.
    bits.put(1, 1);
    bits.put(24 - 11, 7);
  }
}

/** A code of one symbol, which then takes no bits. @param {BitWriter} bits @param {number} symbol */
function putSingleCode(bits, symbol) {
  bits.put(1, 1);
  bits.put(0, 1);
  bits.put(1, 1);
  bits.put(symbol, 8);
}

/** Bits from the lowest of each byte on. */
class BitWriter {
  #bytes;
  #length = 0;
  #pending = 0;
  #count = 0;

  /** @param {number} capacity bytes */
  constructor(capacity) {
    this.#bytes = Buffer.alloc(capacity);
  }

  /** @param {number} value @param {number} count at most 16 */
  put(value, count) {
    this.#pending |= value << this.#count;
    this.#count += count;
    for (; this.#count >= 8; this.#count -= 8) {
      this.#bytes[this.#length++] = this.#pending & 0xff;
      this.#pending >>>= 8;
    }
  }

  finish() {
    if (this.#count > 0) this.#bytes[this.#length++] = this.#pending & 0xff;
    return this.#bytes.subarray(0, this.#length);
  }
}
