// @ts-check
import { present } from './present.mjs';

/**
 * @typedef {object} Random
 * @property {() => number} next a number in [0, 1)
 * @property {(low: number, high: number) => number} int a whole number, both ends included
 * @property {(chance: number) => boolean} chance true with this probability
 * @property {<T>(choices: readonly T[]) => T} pick one of the choices
 * @property {<T>(choices: readonly T[], count: number) => T[]} sample distinct choices, at most `count`
 * @property {<T>(choices: readonly (readonly [T, number])[]) => T} weighted one of the choices by weight
 * @property {(digits: number) => string} hex lower-case hexadecimal digits
 * @property {() => string} uuid a version 4 UUID
 */

/**
 * A 32-bit hash (FNV-1a with a final avalanche) of the parts' text.
 *
 * @param {...(string | number)} parts
 * @returns {number} an unsigned 32-bit integer
 */
export function hash32(...parts) {
  let state = 0x811c9dc5;
  for (const character of parts.join('\u0000')) {
    state = Math.imul(state ^ /** @type {number} */ (character.codePointAt(0)), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/**
 * A deterministic source of numbers (mulberry32): the same parts give the same sequence.
 *
 * @param {...(string | number)} parts
 * @returns {Random}
 */
export function createRandom(...parts) {
  let state = hash32(...parts);
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
  /** @type {Random['int']} */
  const int = (low, high) => low + Math.floor(next() * (high - low + 1));
  /** @type {Random['pick']} */
  const pick = (choices) => present(choices[int(0, choices.length - 1)], 'choice');
  /** @type {Random['hex']} */
  const hex = (digits) => Array.from({ length: digits }, () => int(0, 15).toString(16)).join('');
  return {
    next,
    int,
    pick,
    hex,
    chance: (chance) => next() < chance,
    sample: (choices, count) => {
      const left = [...choices];
      return Array.from({ length: Math.min(count, left.length) }, () =>
        present(left.splice(int(0, left.length - 1), 1)[0], 'choice'),
      );
    },
    weighted: (choices) => {
      let ticket = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [choice, weight] of choices) {
        ticket -= weight;
        if (ticket < 0) return choice;
      }
      return present(choices.at(-1), 'choice')[0];
    },
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[int(0, 3)]}${hex(3)}-${hex(12)}`,
  };
}
