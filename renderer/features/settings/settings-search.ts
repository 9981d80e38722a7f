import { createContext, useContext } from 'react';
import { SectionWords } from '../../ui/section-words';

/** The words that are searched for, in lower case; none shows everything. */
export const SettingsSearch = createContext<readonly string[]>([]);

/** What somebody types, as the words that a setting must have all of. */
export function searchWords(text: string): readonly string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Whether texts that belong together hold every word, each anywhere in them. */
export function isFound(words: readonly string[], texts: readonly string[]): boolean {
  const all = texts.join(' ').toLowerCase();
  return words.every((word) => all.includes(word));
}

/** Whether what is described so is shown by the search of the page; also by the words of its section. */
export function useIsFound(...texts: readonly string[]): boolean {
  const words = useContext(SettingsSearch);
  const section = useContext(SectionWords);
  return words.length === 0 || isFound(words, [...texts, section]);
}
