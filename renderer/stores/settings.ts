import { create } from 'zustand';
import type { Api } from '../../shared/ipc/contract';
import type { Settings } from '../../shared/settings/schema';
import { mirrorValue } from './mirror-value';

interface SettingsMirror {
  /** Null until main has answered. */
  readonly settings: Settings | null;
}

export const useSettingsStore = create<SettingsMirror>(() => ({ settings: null }));

export function startSettingsMirror(api: Api): () => void {
  return mirrorValue<Settings>({
    subscribe: (listener) => api.on('settings.changed', listener),
    ask: () => api.invoke('settings.snapshot'),
    set: (settings) => useSettingsStore.setState({ settings }),
  });
}
