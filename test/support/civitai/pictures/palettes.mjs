// @ts-check
/** @typedef {readonly [red: number, green: number, blue: number]} Colour each 0 to 255 */

/** From light to dark, chosen to stand beside each other. @type {readonly (readonly [string, string, string, string, string])[]} */
const PALETTES = [
  ['fff1d6', 'ffc38b', 'f27f6b', 'a24a77', '2b1f4b'],
  ['e8f7f2', '9fd8cb', '4fa3a5', '27607a', '10243e'],
  ['fdf3e7', 'f3c9b1', 'd98a7b', '8c5b6b', '33283f'],
  ['f4f1de', 'e8c07d', 'cc704b', '614124', '1f1a17'],
  ['eaf4ff', 'a9cdf0', '6a93d4', '4a55a2', '1b1c43'],
  ['f7e9ff', 'd4a5e8', '9a6fc9', '4f4391', '171334'],
  ['f2ffe9', 'bfe3a0', '6fb07f', '2f7065', '0e2b31'],
  ['fff6e5', 'ffd36e', 'ff8c5a', 'd94f70', '3d1f54'],
  ['fbeee6', 'e9a6a6', 'b46a8a', '5d4b7e', '1d2142'],
  ['e5f6fb', '8fd6e8', '3c9fc2', '1f5d8c', '0a1e3a'],
  ['f5f2eb', 'cfc4ae', '8f9a8b', '4d6160', '1d2b2f'],
  ['fef5ef', 'f6b8a0', 'e06c75', '7a3b69', '22163b'],
];

/** Five colours from light to dark. @typedef {readonly [light: Colour, warm: Colour, mid: Colour, deep: Colour, dark: Colour]} Palette */

/** @param {string} hex six digits @returns {Colour} */
export function colour(hex) {
  const value = Number.parseInt(hex, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** @param {import('../random.mjs').Random} random @returns {Palette} */
export function pickPalette(random) {
  const [light, warm, mid, deep, dark] = random.pick(PALETTES);
  return [colour(light), colour(warm), colour(mid), colour(deep), colour(dark)];
}

/** @param {Colour} a @param {Colour} b @param {number} share of `b`, clamped to 0 to 1 @returns {Colour} */
export function mix(a, b, share) {
  const part = Math.min(1, Math.max(0, share));
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part];
}

/** @type {Colour} */
const BLACK = [0, 0, 0];

/** A colour along evenly spaced stops. @param {readonly Colour[]} stops @param {number} at 0 to 1 @returns {Colour} */
export function along(stops, at) {
  const place = Math.min(0.9999, Math.max(0, at)) * (stops.length - 1);
  const index = Math.floor(place);
  const from = stops[index] ?? BLACK;
  return mix(from, stops[index + 1] ?? from, place - index);
}

/** 0 below `low`, 1 above `high`, smooth between. @param {number} low @param {number} high @param {number} value */
export function smooth(low, high, value) {
  const part = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return part * part * (3 - 2 * part);
}

/** Length of a vector. Math.hypot guards against overflow and is many times slower. @param {number} across @param {number} down */
export function distanceOf(across, down) {
  return Math.sqrt(across * across + down * down);
}
