import i18next from 'i18next';
import type { SavedSearch, SearchWish } from '../../../shared/civitai/search';
import { SEARCH_LIMITS } from '../../../shared/civitai/search-limits';
import { writeSearchLink } from '../../../shared/civitai/search-link';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { useSettingsStore } from '../../stores/settings';
import { showToast } from '../../ui/toast';
import { updateSettings } from '../settings/actions';

function saved(): readonly SavedSearch[] {
  return useSettingsStore.getState().settings?.savedSearches ?? [];
}

function keep(searches: readonly SavedSearch[]): Promise<void> {
  return updateSettings({ savedSearches: [...searches] });
}

/** One of the same name is replaced, because that is what somebody means who names a search so again. */
export async function saveSearch(name: string, wish: SearchWish): Promise<void> {
  const others = saved().filter((search) => search.name !== name);
  await keep([...others, { name, wish }].slice(-SEARCH_LIMITS.savedSearches));
}

/** @param name that no other saved search has */
export async function renameSearch(before: string, name: string): Promise<void> {
  await keep(saved().map((search) => (search.name === before ? { ...search, name } : search)));
}

export async function deleteSearch(name: string): Promise<void> {
  const place = saved().findIndex((search) => search.name === name);
  const search = saved()[place];
  if (search === undefined) return;
  await keep(saved().toSpliced(place, 1));
  showToast({
    text: i18next.t('discover:saved.deleted', { name }),
    replaces: 'saved-search',
    action: {
      label: i18next.t('discover:saved.undo'),
      onPress: () => {
        // It may have been saved anew meanwhile.
        if (!saved().some((other) => other.name === name)) void keep(saved().toSpliced(place, 0, search));
      },
    },
  });
}

export async function copySearchLink(wish: SearchWish): Promise<void> {
  const answer = await api.invoke('app.copyText', { text: writeSearchLink(wish) });
  if (answer.ok) showToast({ text: i18next.t('discover:saved.copied'), replaces: 'saved-search' });
  else showFailure(answer.error);
}
