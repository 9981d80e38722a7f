// @ts-check
/** @import { HuffmanSpec } from './jpeg-tables.mjs' */
import { AC_CHROMA, AC_LUMA, DC_CHROMA, DC_LUMA, quantTables, ZIGZAG } from './jpeg-tables.mjs';

/** @typedef {{ code: Uint16Array, length: Uint8Array }} HuffmanCodes */

const COSINES = Float64Array.from({ length: 64 }, (_, at) => {
  const frequency = at >> 3;
  return (
    Math.cos((((at & 7) * 2 + 1) * frequency * Math.PI) / 16) * (frequency === 0 ? Math.SQRT1_2 : 1) * 0.5
  );
});

/** @param {HuffmanSpec} spec @returns {HuffmanCodes} */
function codesOf({ counts, values }) {
  const codes = { code: new Uint16Array(256), length: new Uint8Array(256) };
  let code = 0;
  let next = 0;
  for (const [index, count] of counts.entries()) {
    for (let left = count; left > 0; left -= 1) {
      const symbol = values[next] ?? 0;
      codes.code[symbol] = code;
      codes.length[symbol] = index + 1;
      code += 1;
      next += 1;
    }
    code <<= 1;
  }
  return codes;
}

const LUMA_CODES = { dc: codesOf(DC_LUMA), ac: codesOf(AC_LUMA) };
const CHROMA_CODES = { dc: codesOf(DC_CHROMA), ac: codesOf(AC_CHROMA) };

/**
 * A baseline JPEG (ITU-T T.81) with chroma at half resolution.
 *
 * @param {Uint8Array} rgb
 * @param {number} width
 * @param {number} height
 * @param {number} [quality] 1 to 100
 * @returns {Buffer}
 */
export function encodeJpeg(rgb, width, height, quality = 84) {
  const { luma, chroma } = quantTables(quality);
  const scan = new ScanWriter();
  const planes = { luma: new Float64Array(256), blue: new Float64Array(64), red: new Float64Array(64) };
  const block = new Float64Array(64);
  let lastLuma = 0;
  let lastBlue = 0;
  let lastRed = 0;
  for (let top = 0; top < height; top += 16) {
    for (let left = 0; left < width; left += 16) {
      readUnit(rgb, width, height, left, top, planes);
      for (let part = 0; part < 4; part += 1) {
        const start = (part >> 1) * 128 + (part & 1) * 8;
        for (let row = 0; row < 8; row += 1)
          block.set(planes.luma.subarray(start + row * 16, start + row * 16 + 8), row * 8);
        lastLuma = writeBlock(scan, block, luma, LUMA_CODES, lastLuma);
      }
      lastBlue = writeBlock(scan, planes.blue, chroma, CHROMA_CODES, lastBlue);
      lastRed = writeBlock(scan, planes.red, chroma, CHROMA_CODES, lastRed);
    }
  }
  return Buffer.concat([fileHeader(width, height, luma, chroma), scan.finish(), Buffer.from([0xff, 0xd9])]);
}

/** One 16 × 16 unit as luma and halved chroma; pixels past the edge repeat the last one. @param {Uint8Array} rgb @param {number} width @param {number} height @param {number} left @param {number} top @param {{ luma: Float64Array, blue: Float64Array, red: Float64Array }} planes */
function readUnit(rgb, width, height, left, top, planes) {
  planes.blue.fill(0);
  planes.red.fill(0);
  for (let row = 0; row < 16; row += 1) {
    const line = Math.min(height - 1, top + row) * width;
    for (let column = 0; column < 16; column += 1) {
      const at = (line + Math.min(width - 1, left + column)) * 3;
      const red = rgb[at] ?? 0;
      const green = rgb[at + 1] ?? 0;
      const blue = rgb[at + 2] ?? 0;
      const half = (row >> 1) * 8 + (column >> 1);
      planes.luma[row * 16 + column] = 0.299 * red + 0.587 * green + 0.114 * blue - 128;
      planes.blue[half] = (planes.blue[half] ?? 0) + (-0.168736 * red - 0.331264 * green + 0.5 * blue) / 4;
      planes.red[half] = (planes.red[half] ?? 0) + (0.5 * red - 0.418688 * green - 0.081312 * blue) / 4;
    }
  }
}

const half = new Float64Array(64);
const coefficients = new Int32Array(64);

/** Transforms, quantises and writes a block. @param {ScanWriter} scan @param {Float64Array} block @param {Uint8Array} quant @param {{ dc: HuffmanCodes, ac: HuffmanCodes }} codes @param {number} lastDc @returns {number} its DC coefficient */
function writeBlock(scan, block, quant, codes, lastDc) {
  for (let row = 0; row < 64; row += 8) {
    for (let frequency = 0; frequency < 64; frequency += 8) {
      let sum = 0;
      for (let at = 0; at < 8; at += 1) sum += (block[row + at] ?? 0) * (COSINES[frequency + at] ?? 0);
      half[row + (frequency >> 3)] = sum;
    }
  }
  for (let column = 0; column < 8; column += 1) {
    for (let frequency = 0; frequency < 64; frequency += 8) {
      let sum = 0;
      for (let at = 0; at < 8; at += 1) sum += (half[at * 8 + column] ?? 0) * (COSINES[frequency + at] ?? 0);
      coefficients[frequency + column] = Math.round(sum / (quant[frequency + column] ?? 1));
    }
  }
  const dc = coefficients[0] ?? 0;
  scan.value(codes.dc, 0, dc - lastDc);
  let zeros = 0;
  for (let order = 1; order < 64; order += 1) {
    const value = coefficients[ZIGZAG[order] ?? 0] ?? 0;
    if (value === 0) {
      zeros += 1;
      continue;
    }
    for (; zeros > 15; zeros -= 16) scan.code(codes.ac, 0xf0);
    scan.value(codes.ac, zeros, value);
    zeros = 0;
  }
  if (zeros > 0) scan.code(codes.ac, 0);
  return dc;
}

/** Bits of the entropy-coded segment, with a zero stuffed after every 0xFF. */
class ScanWriter {
  #bytes = Buffer.allocUnsafe(65_536);
  #length = 0;
  #bits = 0;
  #count = 0;

  /** @param {HuffmanCodes} codes @param {number} symbol */
  code(codes, symbol) {
    this.#put(codes.code[symbol] ?? 0, codes.length[symbol] ?? 0);
  }

  /** A run of zeros and a value, as symbol and amplitude. @param {HuffmanCodes} codes @param {number} zeros @param {number} value */
  value(codes, zeros, value) {
    const size = 32 - Math.clz32(Math.abs(value));
    this.code(codes, (zeros << 4) | size);
    if (size > 0) this.#put(value < 0 ? value + (1 << size) - 1 : value, size);
  }

  finish() {
    if (this.#count > 0) this.#put(0x7f, 8 - this.#count);
    return this.#bytes.subarray(0, this.#length);
  }

  /** @param {number} bits @param {number} count */
  #put(bits, count) {
    this.#bits = (this.#bits << count) | (bits & ((1 << count) - 1));
    this.#count += count;
    while (this.#count >= 8) {
      this.#count -= 8;
      const byte = (this.#bits >> this.#count) & 0xff;
      if (this.#length + 2 > this.#bytes.length)
        this.#bytes = Buffer.concat([this.#bytes], this.#bytes.length * 2);
      this.#bytes[this.#length++] = byte;
      if (byte === 0xff) this.#bytes[this.#length++] = 0;
    }
    this.#bits &= (1 << this.#count) - 1;
  }
}

/** @param {number} width @param {number} height @param {Uint8Array} luma @param {Uint8Array} chroma */
function fileHeader(width, height, luma, chroma) {
  /** @param {number} marker @param {readonly number[]} body */
  const segment = (marker, body) => [0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff, ...body];
  /** @param {Uint8Array} table */
  const inOrder = (table) => Array.from(ZIGZAG, (at) => table[at] ?? 0);
  return Buffer.from([
    0xff,
    0xd8,
    ...segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...segment(0xdb, [0, ...inOrder(luma), 1, ...inOrder(chroma)]),
    ...segment(0xc0, [
      8,
      height >> 8,
      height & 0xff,
      width >> 8,
      width & 0xff,
      3,
      1,
      0x22,
      0,
      2,
      0x11,
      1,
      3,
      0x11,
      1,
    ]),
    ...segment(
      0xc4,
      [
        [0x00, DC_LUMA],
        [0x10, AC_LUMA],
        [0x01, DC_CHROMA],
        [0x11, AC_CHROMA],
      ].flatMap(tableBytes),
    ),
    ...segment(0xda, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]),
  ]);
}

/** @param {(number | HuffmanSpec)[]} entry */
function tableBytes([id, spec]) {
  const { counts, values } = /** @type {HuffmanSpec} — the entries above are pairs of id and table. */ (spec);
  return [/** @type {number} — as above. */ (id), ...counts, ...values];
}
