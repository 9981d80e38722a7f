// @ts-check
import { markdownRows } from '../bench/figures.mjs';
import { isWorse, wordsFor } from './outcome.mjs';

/** @typedef {Record<string, import('./outcome.mjs').Met>} RowOutcomes by program */

/**
 * Rows in which our program did worse than another.
 * @param {readonly { name: string, outcomes: RowOutcomes }[]} rows
 * @param {string} ours
 * @returns {string[]}
 */
export function worseRows(rows, ours) {
  return rows
    .filter(({ outcomes }) => {
      const own = outcomes[ours];
      return own === undefined || Object.values(outcomes).some((theirs) => isWorse(own, theirs));
    })
    .map(({ name }) => name);
}

/**
 * The table as Markdown.
 * @param {readonly { says: string, outcomes: RowOutcomes }[]} rows
 * @param {readonly { name: string, title: string }[]} programs in the order of columns
 */
export function markdownTable(rows, programs) {
  const head = ['What happens', ...programs.map(({ title }) => `\`${title}\``)];
  const body = rows.map(({ says, outcomes }) => [
    says,
    ...programs.map(({ name }) => {
      const outcome = outcomes[name];
      return outcome === undefined ? '–' : wordsFor(outcome);
    }),
  ]);
  return markdownRows([head, ...body]);
}
