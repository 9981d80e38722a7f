// @ts-check

/**
 * What a program made of a fault, best first. The order is how little harm is done: the user has the file; or
 * knows that not, and keeps what was there; and at the very end believes to have it.
 */
export const OUTCOMES = /** @type {const} */ ([
  'right',
  'again',
  'doubted',
  'kept',
  'hung',
  'lost',
  'spoiled',
  'silent',
]);

/** @typedef {typeof OUTCOMES[number]} Outcome */

/** @type {Record<Outcome, string>} */
export const OUTCOME_WORDS = {
  right: 'right',
  again: 'right, fetched again from 0',
  doubted: 'right, but called a failure',
  kept: 'reported, nothing lost',
  hung: 'hung',
  lost: 'reported, what was there is lost',
  spoiled: 'reported, wrong bytes left in the file',
  silent: '**wrong, and called a success**',
};

/** Part of what was there may be asked for again; so much of the file is the whole file, in effect. */
const NEARLY_ALL = 0.9;
/** Less than this is not "lost": a program may throw away what it had not yet made sure of. */
const TOLERANCE_BYTES = 8 * 2 ** 20;

/**
 * @typedef {object} Finding of one program, after its last run
 * @property {number} size of the file
 * @property {number} exitCode
 * @property {boolean} hasHung
 * @property {boolean} isRight the file under its final name is exactly the right one
 * @property {boolean} isSpoiled under a name that the next run builds on, or the final one, lie wrong bytes
 * @property {number} rightBytesBefore on disk when the fault came
 * @property {number} rightBytesAfter on disk at the end
 * @property {number} sentBytes that the server sent after that
 */

/**
 * @param {Finding} finding
 * @returns {Outcome}
 */
export function judgeOutcome({
  size,
  exitCode,
  hasHung,
  isRight,
  isSpoiled,
  rightBytesBefore,
  rightBytesAfter,
  sentBytes,
}) {
  if (hasHung) return 'hung';
  if (exitCode === 0) {
    if (!isRight) return 'silent';
    const hadMuch = rightBytesBefore > size * (1 - NEARLY_ALL);
    return hadMuch && sentBytes >= size * NEARLY_ALL ? 'again' : 'right';
  }
  if (isRight) return 'doubted';
  if (isSpoiled) return 'spoiled';
  return rightBytesAfter < rightBytesBefore - TOLERANCE_BYTES ? 'lost' : 'kept';
}

/** @typedef {{ outcome: Outcome, runs: number }} Met runs: how often the command had to be given */

/**
 * Whether one program did worse than another: by what came of it, then by how often somebody had to try.
 * @param {Met} ours
 * @param {Met} theirs
 */
export function isWorse(ours, theirs) {
  const step = OUTCOMES.indexOf(ours.outcome) - OUTCOMES.indexOf(theirs.outcome);
  return step > 0 || (step === 0 && hasFile(ours) && ours.runs > theirs.runs);
}

/**
 * @param {Met} met
 * @returns {string} for a table
 */
export function wordsFor(met) {
  const tries = hasFile(met) && met.runs > 1 ? `, at the ${met.runs === 2 ? '2nd' : '3rd'} try` : '';
  return `${OUTCOME_WORDS[met.outcome]}${tries}`;
}

/** @param {Met} met */
function hasFile({ outcome }) {
  return outcome === 'right' || outcome === 'again';
}
