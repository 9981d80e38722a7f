import { create } from 'zustand';
import type { Api } from '../../shared/ipc/contract';
import type { DuplicateProgress } from '../../shared/library/duplicates';

interface DuplicatesMirror {
  /** Null when nothing is compared. */
  readonly progress: DuplicateProgress | null;
}

export const useDuplicatesStore = create<DuplicatesMirror>(() => ({ progress: null }));

/** Told several times a second while files are compared, so nothing has to be asked for first. */
export function startDuplicatesMirror(api: Api): () => void {
  return api.on('duplicates.progress', (progress) => useDuplicatesStore.setState({ progress }));
}
