// @ts-check
/** @import { Random } from '../random.mjs' */

import { createRandom } from '../random.mjs';

/** Lattice noise in [0, 1], smooth between whole coordinates. @typedef {(x: number, y: number) => number} Noise */

const SIZE = 256;
const MASK = SIZE - 1;

/** Filling a lattice costs more than painting a thumbnail, so all noises share this one and begin elsewhere in it. */
const lattice = createLattice();

function createLattice() {
  const random = createRandom('noise lattice');
  return Float32Array.from({ length: SIZE * SIZE }, () => random.next());
}

/** @param {Random} random @returns {Noise} */
export function createNoise(random) {
  const shiftX = random.int(0, SIZE - 1) + random.next();
  const shiftY = random.int(0, SIZE - 1) + random.next();
  return (a, b) => {
    const x = a + shiftX;
    const y = b + shiftY;
    const left = Math.floor(x);
    const top = Math.floor(y);
    const u = x - left;
    const v = y - top;
    const smoothU = u * u * (3 - 2 * u);
    const smoothV = v * v * (3 - 2 * v);
    const column = left & MASK;
    const nextColumn = (left + 1) & MASK;
    const row = (top & MASK) * SIZE;
    const nextRow = ((top + 1) & MASK) * SIZE;
    const upper = between(lattice[row + column], lattice[row + nextColumn], smoothU);
    const lower = between(lattice[nextRow + column], lattice[nextRow + nextColumn], smoothU);
    return between(upper, lower, smoothV);
  };
}

/** Several octaves of noise, in [0, 1]. @param {Noise} noise @param {number} octaves @returns {Noise} */
export function layered(noise, octaves) {
  return (startX, startY) => {
    let x = startX;
    let y = startY;
    let sum = 0;
    let weight = 0.5;
    let total = 0;
    for (let octave = 0; octave < octaves; octave += 1) {
      sum += noise(x, y) * weight;
      total += weight;
      weight *= 0.5;
      x = x * 2 + 17.3;
      y = y * 2 + 9.1;
    }
    return sum / total;
  };
}

/** The indices are masked, so neither end is ever missing. @param {number | undefined} from @param {number | undefined} to @param {number} share */
function between(from = 0, to = 0, share = 0) {
  return from + (to - from) * share;
}
