import { create } from 'zustand';
import type { EntryView } from '../../shared/entry/entry';
import type { Api } from '../../shared/ipc/contract';
import { mirrorValue } from './mirror-value';

interface EntryMirror {
  /** Null until main has answered. */
  readonly entry: EntryView | null;
}

export const useEntryStore = create<EntryMirror>(() => ({ entry: null }));

export function startEntryMirror(api: Api): () => void {
  return mirrorValue<EntryView>({
    subscribe: (listener) => api.on('entry.changed', listener),
    ask: () => api.invoke('entry.snapshot'),
    set: (entry) => useEntryStore.setState({ entry }),
  });
}
