import { useEffect } from 'react';
import type { SearchLine } from '../../shared/civitai/search-line';
import { changeSearch, useViewStore } from '../stores/view';
import { wordsToSearchFor } from './words-to-search-for';

/** Long enough that a word is not searched for letter by letter, short enough to feel immediate. */
const PAUSE_MS = 350;

/** Searches for plain words while they are typed. Names, links, ids and hashes wait until they are meant. */
export function useLiveSearch(text: string, line: SearchLine): void {
  const searchedFor = useViewStore((state) => state.search.text);
  const isOnDiscover = useViewStore((state) => state.route.screen === 'discover');
  const words = wordsToSearchFor(text, line);
  useEffect(() => {
    if (!isOnDiscover || words === null || words === searchedFor) return;
    const timer = setTimeout(() => changeSearch({ text: words }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words, searchedFor, isOnDiscover]);
}
