import { create } from 'zustand';
import type { VolumeSpace } from '../../shared/download/space';
import type { Api } from '../../shared/ipc/contract';
import { mirrorValue } from './mirror-value';

interface SpaceMirror {
  /** One entry a volume; empty until main has answered. */
  readonly volumes: readonly VolumeSpace[];
}

export const useSpaceStore = create<SpaceMirror>(() => ({ volumes: [] }));

export function startSpaceMirror(api: Api): () => void {
  return mirrorValue<readonly VolumeSpace[]>({
    subscribe: (listener) => api.on('downloads.spaceChanged', listener),
    ask: () => api.invoke('downloads.space'),
    set: (volumes) => useSpaceStore.setState({ volumes }),
  });
}
