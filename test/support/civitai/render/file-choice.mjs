// @ts-check
/** @import { FileMetadata, FileRecord } from '../catalogue/types.mjs' */
import { PRIMARY_FILE_TYPES } from '../catalogue/enums.mjs';

/** @type {Readonly<Required<Omit<FileMetadata, 'isRequired'>>>} */
export const SITE_PREFERENCES = Object.freeze({
  format: 'SafeTensor',
  size: 'pruned',
  fp: 'fp16',
  quantType: 'Q4_K_M',
});

/** @type {readonly (readonly [Exclude<keyof FileMetadata, 'isRequired'>, number])[]} */
const WEIGHTS = [
  ['format', 100],
  ['size', 10],
  ['fp', 1],
  ['quantType', 0.5],
];

/** @param {FileRecord} file @param {FileMetadata} preferences */
export function scoreFile(file, preferences) {
  let score = 1_000;
  for (const [key, weight] of WEIGHTS) {
    if (file.metadata[key] !== undefined) score += file.metadata[key] === preferences[key] ? weight : -weight;
  }
  return PRIMARY_FILE_TYPES.includes(file.type) ? score + 1_000 : score;
}

/**
 * The file the service would send without `fileId`; the first one wins a tie.
 *
 * @param {readonly FileRecord[]} files
 * @param {FileMetadata} [preferences]
 * @returns {FileRecord | undefined}
 */
export function preferredFile(files, preferences = SITE_PREFERENCES) {
  /** @type {FileRecord | undefined} */
  let best;
  for (const file of files) {
    if (best === undefined || scoreFile(file, preferences) > scoreFile(best, preferences)) best = file;
  }
  return best;
}
