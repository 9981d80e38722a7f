import { filtersOf } from '../../shared/civitai/search';
import type { Api } from '../../shared/ipc/contract';
import { useSettingsStore } from './settings';
import { changeSearch, useViewStore } from './view';

/** Begins with the filters of the last time, and keeps those that are chosen from then on. Words are not kept. */
export function followFilters(api: Api): () => void {
  let kept: string | null = null;
  const begin = () => {
    const stored = useSettingsStore.getState().settings?.filters;
    if (kept !== null || stored === undefined) return;
    kept = JSON.stringify(stored);
    changeSearch(stored);
  };
  const keep = () => {
    if (kept === null) return;
    const filters = filtersOf(useViewStore.getState().search);
    const chosen = JSON.stringify(filters);
    if (chosen === kept) return;
    kept = chosen;
    void api.invoke('settings.update', { filters });
  };
  const stopBeginning = useSettingsStore.subscribe(begin);
  const stopKeeping = useViewStore.subscribe(keep);
  begin();
  return () => {
    stopBeginning();
    stopKeeping();
  };
}
