// @ts-check
import { crc32, deflateSync } from 'node:zlib';

/** @param {Uint8Array} rgb @param {number} width @param {number} height @returns {Buffer} */
export function encodePng(rgb, width, height) {
  const stride = width * 3;
  const rows = Buffer.alloc((stride + 1) * height);
  for (let row = 0; row < height; row += 1) {
    const at = row * (stride + 1);
    // Filter "up": smooth pictures differ little from the row above.
    rows[at] = row === 0 ? 0 : 2;
    for (let column = 0; column < stride; column += 1) {
      const here = rgb[row * stride + column] ?? 0;
      rows[at + 1 + column] = row === 0 ? here : here - (rgb[(row - 1) * stride + column] ?? 0);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 4 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** @param {string} type @param {Buffer} body */
function chunk(type, body) {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(typed) >>> 0);
  return Buffer.concat([length, typed, check]);
}
