import { ok } from '../../../shared/result';
import type { Settings } from '../../../shared/settings/schema';
import type { SettingsStore } from '../../core/ports';
import type { Area } from './area';

export interface SettingsNeeds {
  readonly store: SettingsStore;
  /** Called after the new settings are stored. */
  readonly onChanged: (settings: Settings, before: Settings) => void;
}

export function settingsHandlers({ store, onChanged }: SettingsNeeds): Area<'settings'> {
  return {
    'settings.snapshot': () => ok(store.settings()),
    'settings.update': (patch) => {
      const before = store.settings();
      const settings = { ...before, ...patch };
      store.saveSettings(settings);
      onChanged(settings, before);
      return ok(settings);
    },
  };
}
