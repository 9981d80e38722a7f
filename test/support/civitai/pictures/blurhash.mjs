// @ts-check
/** @import { Scene } from './scenes.mjs' */
/** BlurHash as described at https://github.com/woltapp/blurhash/blob/master/Algorithm.md. */

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~';

const LINEAR = Float64Array.from({ length: 256 }, (_, value) => {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
});

/** @param {number | undefined} srgb 0 to 255 */
function linearOf(srgb = 0) {
  return LINEAR[srgb] ?? 0;
}

/** @param {number} linear 0 to 1 @returns {number} 0 to 255 */
function toSrgb(linear) {
  const part = Math.min(1, Math.max(0, linear));
  return Math.round((part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055) * 255);
}

/** @param {number} value @param {number} length */
function toDigits(value, length) {
  let text = '';
  for (let place = length - 1; place >= 0; place -= 1) text += DIGITS[Math.floor(value / 83 ** place) % 83];
  return text;
}

/** @param {string} text */
function fromDigits(text) {
  return [...text].reduce((value, digit) => value * 83 + DIGITS.indexOf(digit), 0);
}

/** @param {number} value */
function signedRoot(value) {
  return Math.sign(value) * Math.sqrt(Math.abs(value));
}

/**
 * @param {Uint8Array} rgb a small picture is enough: 32 pixels a side
 * @param {number} width
 * @param {number} height
 * @param {number} [columns] components, 1 to 9
 * @param {number} [rows]
 * @returns {string}
 */
export function encodeBlurHash(rgb, width, height, columns = 4, rows = 4) {
  /** @type {number[][]} */
  const factors = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1)
      factors.push(factorOf(rgb, width, height, column, row));
  }
  const [dc = [], ...ac] = factors;
  const strongest = Math.max(...ac.flat().map(Math.abs));
  const quantisedStrongest = Math.max(0, Math.min(82, Math.floor(strongest * 166 - 0.5)));
  const unit = (quantisedStrongest + 1) / 166;
  const [red = 0, green = 0, blue = 0] = dc.map(toSrgb);
  return [
    toDigits(columns - 1 + (rows - 1) * 9, 1),
    toDigits(quantisedStrongest, 1),
    toDigits((red << 16) + (green << 8) + blue, 4),
    ...ac.map((factor) =>
      toDigits(
        factor.reduce(
          (sum, value) =>
            sum * 19 + Math.max(0, Math.min(18, Math.floor(signedRoot(value / unit) * 9 + 9.5))),
          0,
        ),
        2,
      ),
    ),
  ].join('');
}

/** @param {Uint8Array} rgb @param {number} width @param {number} height @param {number} column @param {number} row @returns {number[]} linear red, green, blue */
function factorOf(rgb, width, height, column, row) {
  const across = Float64Array.from({ length: width }, (_, x) => Math.cos((Math.PI * column * x) / width));
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let y = 0; y < height; y += 1) {
    const down = Math.cos((Math.PI * row * y) / height);
    for (let x = 0; x < width; x += 1) {
      const basis = (across[x] ?? 0) * down;
      const at = (y * width + x) * 3;
      red += basis * linearOf(rgb[at]);
      green += basis * linearOf(rgb[at + 1]);
      blue += basis * linearOf(rgb[at + 2]);
    }
  }
  const scale = (column === 0 && row === 0 ? 1 : 2) / (width * height);
  return [red * scale, green * scale, blue * scale];
}

/**
 * The picture a BlurHash describes, for printed hashes whose picture nobody here has.
 *
 * @param {string} hash
 * @returns {Scene}
 */
export function sceneOfBlurHash(hash) {
  const size = fromDigits(hash.slice(0, 1));
  const columns = (size % 9) + 1;
  const rows = Math.floor(size / 9) + 1;
  const unit = (fromDigits(hash.slice(1, 2)) + 1) / 166;
  const dc = fromDigits(hash.slice(2, 6));
  const factors = Array.from({ length: columns * rows }, (_, index) => {
    if (index === 0) return [dc >> 16, (dc >> 8) & 255, dc & 255].map(linearOf);
    const value = fromDigits(hash.slice(4 + index * 2, 6 + index * 2));
    return [Math.floor(value / 361), Math.floor(value / 19) % 19, value % 19].map(
      (digit) => Math.sign(digit - 9) * ((digit - 9) / 9) ** 2 * unit,
    );
  });
  return (u, v) => {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (const [index, [redPart = 0, greenPart = 0, bluePart = 0]] of factors.entries()) {
      const basis =
        Math.cos(Math.PI * u * (index % columns)) * Math.cos(Math.PI * v * Math.floor(index / columns));
      red += redPart * basis;
      green += greenPart * basis;
      blue += bluePart * basis;
    }
    return [toSrgb(red), toSrgb(green), toSrgb(blue)];
  };
}
