// @ts-check
/** @import { Random } from '../../test/support/civitai/random.mjs' */

const MIB = 2 ** 20;

/**
 * What the storage does to one answer. Bytes are counted within that answer.
 * @typedef {{ kind: 'honest' }
 *   | { kind: 'reset', afterBytes: number }
 *   | { kind: 'short', afterBytes: number }
 *   | { kind: 'stall', afterBytes: number, forMs: number | null }
 *   | { kind: 'busy', retryAfterSeconds: number }} Mischief forMs null: for ever
 */

/**
 * Chooses the next mischief. About one answer in four is not honest; a stall without an end is rare, because each
 * of them costs as long as the engine is patient.
 * @param {Random} random
 * @returns {Mischief}
 */
export function nextMischief(random) {
  const afterBytes = random.int(1, 48 * MIB);
  const kind = random.weighted(
    /** @type {const} */ ([
      ['honest', 77],
      ['reset', 8],
      ['short', 7],
      ['pause', 4],
      ['stall', 1],
      ['busy', 3],
    ]),
  );
  switch (kind) {
    case 'honest':
      return { kind };
    case 'reset':
    case 'short':
      return { kind, afterBytes };
    case 'pause':
      return { kind: 'stall', afterBytes, forMs: random.int(200, 4_000) };
    case 'stall':
      return { kind, afterBytes, forMs: null };
    case 'busy':
      return { kind, retryAfterSeconds: random.int(1, 2) };
  }
}

/**
 * How a line treats one connection: so many bytes until it is cut, or null.
 * @param {Random} random
 * @returns {number | null}
 */
export function nextCut(random) {
  return random.chance(0.5) ? random.int(64 * 1024, 128 * MIB) : null;
}
