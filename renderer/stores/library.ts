import { create } from 'zustand';
import type { Api } from '../../shared/ipc/contract';
import type { LibraryStatus } from '../../shared/library/library';
import { mirrorValue } from './mirror-value';

interface LibraryMirror {
  /** Null until main has answered. */
  readonly status: LibraryStatus | null;
}

export const useLibraryStore = create<LibraryMirror>(() => ({ status: null }));

export function startLibraryMirror(api: Api): () => void {
  return mirrorValue<LibraryStatus>({
    subscribe: (listener) => api.on('library.changed', listener),
    ask: () => api.invoke('library.status'),
    set: (status) => useLibraryStore.setState({ status }),
  });
}
