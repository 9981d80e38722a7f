import { create } from 'zustand';
import type { Api } from '../../shared/ipc/contract';
import type { AppInfo, SystemStatus } from '../../shared/status';
import { mirrorValue } from './mirror-value';

interface StatusMirror {
  /** Null until main has answered. */
  readonly status: SystemStatus | null;
  /** What this Civet is; does not change while it runs. */
  readonly info: AppInfo | null;
}

export const useStatusStore = create<StatusMirror>(() => ({ status: null, info: null }));

export function startStatusMirror(api: Api): () => void {
  let isEnded = false;
  const stop = mirrorValue<SystemStatus>({
    subscribe: (listener) => api.on('app.statusChanged', listener),
    ask: () => api.invoke('app.status'),
    set: (status) => useStatusStore.setState({ status }),
  });
  void api.invoke('app.info').then((answer) => {
    if (answer.ok && !isEnded) useStatusStore.setState({ info: answer.value });
  });
  return () => {
    isEnded = true;
    stop();
  };
}
