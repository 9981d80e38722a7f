import { create } from 'zustand';
import type { Api } from '../../shared/ipc/contract';
import type { UpdatesStatus } from '../../shared/updates/updates';
import { mirrorValue } from './mirror-value';

interface UpdatesMirror {
  /** Null until main has answered. */
  readonly status: UpdatesStatus | null;
}

export const useUpdatesStore = create<UpdatesMirror>(() => ({ status: null }));

export function startUpdatesMirror(api: Api): () => void {
  return mirrorValue<UpdatesStatus>({
    subscribe: (listener) => api.on('updates.changed', listener),
    ask: () => api.invoke('updates.status'),
    set: (status) => useUpdatesStore.setState({ status }),
  });
}
