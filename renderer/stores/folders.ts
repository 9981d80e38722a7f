import { create } from 'zustand';
import type { Api } from '../../shared/ipc/contract';
import type { FoldersView } from '../../shared/placement';
import { mirrorValue } from './mirror-value';

interface FoldersMirror {
  /** Null until main has answered. */
  readonly folders: FoldersView | null;
}

export const useFoldersStore = create<FoldersMirror>(() => ({ folders: null }));

export function startFoldersMirror(api: Api): () => void {
  return mirrorValue<FoldersView>({
    subscribe: (listener) => api.on('folders.changed', listener),
    ask: () => api.invoke('folders.snapshot'),
    set: (folders) => useFoldersStore.setState({ folders }),
  });
}
