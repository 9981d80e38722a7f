import { create } from 'zustand';
import type { Api } from '../../shared/ipc/contract';
import type { NetworkView } from '../../shared/network';
import { mirrorValue } from './mirror-value';

interface NetworkMirror {
  /** Null until main has answered. */
  readonly network: NetworkView | null;
}

export const useNetworkStore = create<NetworkMirror>(() => ({ network: null }));

export function startNetworkMirror(api: Api): () => void {
  return mirrorValue<NetworkView>({
    subscribe: (listener) => api.on('network.changed', listener),
    ask: () => api.invoke('network.snapshot'),
    set: (network) => useNetworkStore.setState({ network }),
  });
}
