import { readSearchWords, type SearchLine } from '../../shared/civitai/search-line';

/**
 * What may be searched for while it is being typed: nothing but plain words. A link that reads as words, such as
 * that of a creator's page, stays in the box as it is until it is meant.
 *
 * @param line what `text` was read as
 * @returns null when the line has to be meant first
 */
export function wordsToSearchFor(text: string, line: SearchLine): string | null {
  if (line.kind !== 'words' || line.creator !== null || line.tags.length > 0) return null;
  if (/(?:^|\s)[@#]/.test(text) || readSearchWords(text).text !== line.text) return null;
  return line.text;
}
