import { filtersOf } from '../../shared/civitai/search';
import type { Api } from '../../shared/ipc/contract';
import { useSettingsStore } from './settings';
import { changeSearch, useViewStore } from './view';

let isWishOfOthers = false;

/**
 * Changes the search as somebody else wishes, say with a link. Such filters are not kept until the user changes
 * one of them; nor is the sort until he chooses one, since clearing the filters leaves it as it is.
 */
export function searchForOthers(change: () => void): void {
  isWishOfOthers = true;
  try {
    change();
  } finally {
    isWishOfOthers = false;
  }
}

/** Begins with the filters of the last time, and keeps those that are chosen from then on. Words are not kept. */
export function followFilters(api: Api): () => void {
  let seen: string | null = null;
  let sortOfOthers: string | null = null;
  const stored = () => useSettingsStore.getState().settings?.filters;
  const begin = () => {
    const filters = stored();
    if (seen !== null || filters === undefined) return;
    seen = JSON.stringify(filters);
    changeSearch(filters);
  };
  const keep = () => {
    if (seen === null) return;
    const filters = filtersOf(useViewStore.getState().search);
    const chosen = JSON.stringify(filters);
    if (chosen === seen) return;
    seen = chosen;
    if (isWishOfOthers) {
      sortOfOthers = filters.sort;
      return;
    }
    if (filters.sort !== sortOfOthers) sortOfOthers = null;
    const sort = sortOfOthers === null ? filters.sort : (stored()?.sort ?? filters.sort);
    void api.invoke('settings.update', { filters: { ...filters, sort } });
  };
  const stopBeginning = useSettingsStore.subscribe(begin);
  const stopKeeping = useViewStore.subscribe(keep);
  begin();
  return () => {
    stopBeginning();
    stopKeeping();
  };
}
