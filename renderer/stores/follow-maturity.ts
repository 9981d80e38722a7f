import { useSettingsStore } from './settings';
import { changeSearch, useViewStore } from './view';

/** A level chosen for the search alone ends when another one is chosen in the settings. */
export function followMaturity(): () => void {
  return useSettingsStore.subscribe(({ settings }, { settings: before }) => {
    if (!settings || !before || settings.maturity === before.maturity) return;
    if (useViewStore.getState().search.maturity !== null) changeSearch({ maturity: null });
  });
}
