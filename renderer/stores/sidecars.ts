import { create } from 'zustand';
import type { Api } from '../../shared/ipc/contract';
import type { SidecarRun, SidecarsStatus } from '../../shared/sidecars';
import { mirrorValue } from './mirror-value';
import { shownInTime } from './shown-in-time';

interface SidecarsMirror {
  /** Null until main has answered. */
  readonly status: SidecarsStatus | null;
}

export const useSidecarsStore = create<SidecarsMirror>(() => ({ status: null }));

/** How far what the user has asked for has come, once it takes its time. */
export const { useShown: useShownSidecars, show: showSidecars } = shownInTime<SidecarRun>(
  () => false,
  (shown) => shown,
);

export function startSidecarsMirror(api: Api): () => void {
  return mirrorValue<SidecarsStatus>({
    subscribe: (listener) => api.on('sidecars.changed', listener),
    ask: () => api.invoke('sidecars.status'),
    set: (status) => {
      useSidecarsStore.setState({ status });
      showSidecars(status.run);
    },
  });
}
