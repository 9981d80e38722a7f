import { create } from 'zustand';
import type { Api } from '../../shared/ipc/contract';
import type { OperationsView } from '../../shared/operations/operations';
import { mirrorValue } from './mirror-value';
import { showProgress } from './shown-progress';

interface OperationsMirror {
  /** Null until main has answered. */
  readonly view: OperationsView | null;
}

export const useOperationsStore = create<OperationsMirror>(() => ({ view: null }));

export function startOperationsMirror(api: Api): () => void {
  return mirrorValue<OperationsView>({
    subscribe: (listener) => api.on('operations.changed', listener),
    ask: () => api.invoke('operations.snapshot'),
    set: (view) => {
      useOperationsStore.setState({ view });
      showProgress(view.progress);
    },
  });
}
