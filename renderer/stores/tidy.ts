import { create } from 'zustand';
import type { Api } from '../../shared/ipc/contract';
import { NOTHING_TIDIED, type TidyView } from '../../shared/operations/tidy';
import { mirrorValue } from './mirror-value';

export const useTidyStore = create<TidyView>(() => NOTHING_TIDIED);

export function startTidyMirror(api: Api): () => void {
  return mirrorValue<TidyView>({
    subscribe: (listener) => api.on('operations.tidyChanged', listener),
    ask: () => api.invoke('operations.tidySnapshot'),
    set: (view) => useTidyStore.setState(view, true),
  });
}
