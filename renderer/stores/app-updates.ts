import { create } from 'zustand';
import type { AppUpdatesStatus } from '../../shared/app-updates/app-updates';
import type { Api } from '../../shared/ipc/contract';
import { mirrorValue } from './mirror-value';

interface AppUpdatesMirror {
  /** Null until main has answered. */
  readonly status: AppUpdatesStatus | null;
}

/** How far Civet is with a new version of itself. */
export const useAppUpdatesStore = create<AppUpdatesMirror>(() => ({ status: null }));

export function startAppUpdatesMirror(api: Api): () => void {
  return mirrorValue<AppUpdatesStatus>({
    subscribe: (listener) => api.on('appUpdates.changed', listener),
    ask: () => api.invoke('appUpdates.status'),
    set: (status) => useAppUpdatesStore.setState({ status }),
  });
}
