import { carriesToken } from '../../shared/carries-token';
import type { SearchWish } from '../../shared/civitai/search';
import { LONGEST_SEARCH_TEXT } from '../../shared/civitai/search';
import { SEARCH_LIMITS } from '../../shared/civitai/search-limits';
import type { PicturesByLink, SearchWords } from '../../shared/civitai/search-line';
import { api } from '../ipc/api';
import { useSettingsStore } from '../stores/settings';
import { changeSearch, navigate, useViewStore, writeSearchText } from '../stores/view';

/** Searches for words. A creator and tags become filters, beside those that are chosen already. */
export function searchForWords({ text, creator, tags }: SearchWords): void {
  const { search } = useViewStore.getState();
  const known = new Set(search.tags.map((tag) => tag.toLowerCase()));
  const added = tags.filter((tag) => !known.has(tag.toLowerCase()));
  writeSearchText(text);
  const isNew = text !== search.text || added.length > 0 || (creator !== null && creator !== search.creator);
  if (isNew) {
    changeSearch({
      text,
      creator: creator ?? search.creator,
      tags: [...search.tags, ...added].slice(0, SEARCH_LIMITS.tags),
    });
  }
  navigate({ screen: 'discover' });
}

/** Puts a whole search in the place of the one there is. */
export function takeWish(wish: SearchWish): void {
  writeSearchText(wish.text);
  changeSearch(wish);
  navigate({ screen: 'discover' });
}

/** The box shows again what is searched for. */
export function openModel(modelId: number, versionId: number | null): void {
  writeSearchText(useViewStore.getState().search.text);
  navigate({ screen: 'model', modelId, versionId });
}

export function openPictures(subject: PicturesByLink): void {
  writeSearchText(useViewStore.getState().search.text);
  navigate({ screen: 'images', subject });
}

/** Keeps a line that was searched for, newest first and each once; but nothing that holds a token. */
export function rememberSearch(line: string): void {
  const typed = line.trim();
  if (carriesToken(typed)) return;
  const before = useSettingsStore.getState().settings?.recentSearches;
  if (before === undefined || typed === '' || typed.length > LONGEST_SEARCH_TEXT) return;
  const recentSearches = [typed, ...before.filter((other) => other !== typed)];
  void api.invoke('settings.update', {
    recentSearches: recentSearches.slice(0, SEARCH_LIMITS.recentSearches),
  });
}

export function forgetSearches(): void {
  void api.invoke('settings.update', { recentSearches: [] });
}
