import { create } from 'zustand';
import type { Api } from '../../shared/ipc/contract';
import type { SidecarsStatus } from '../../shared/sidecars';
import { mirrorValue } from './mirror-value';

interface SidecarsMirror {
  /** Null until main has answered. */
  readonly status: SidecarsStatus | null;
}

export const useSidecarsStore = create<SidecarsMirror>(() => ({ status: null }));

export function startSidecarsMirror(api: Api): () => void {
  return mirrorValue<SidecarsStatus>({
    subscribe: (listener) => api.on('sidecars.changed', listener),
    ask: () => api.invoke('sidecars.status'),
    set: (status) => useSidecarsStore.setState({ status }),
  });
}
