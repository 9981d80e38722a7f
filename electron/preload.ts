import { contextBridge, ipcRenderer } from 'electron';
import { API_GLOBAL, CALL_CHANNEL, EVENT_CHANNEL } from '../shared/ipc/channel';

const receivers = new Set<(name: string, payload: unknown) => void>();

// One listener for all, because Node warns of a leak from the eleventh on.
ipcRenderer.on(EVENT_CHANNEL, (_event, name: string, payload: unknown) => {
  for (const receive of [...receivers]) receive(name, payload);
});

contextBridge.exposeInMainWorld(API_GLOBAL, {
  invoke: (name: string, payload?: unknown) => ipcRenderer.invoke(CALL_CHANNEL, name, payload),
  on: (name: string, listener: (payload: unknown) => void) => {
    const receive = (sent: string, payload: unknown) => {
      if (sent === name) listener(payload);
    };
    receivers.add(receive);
    return () => {
      receivers.delete(receive);
    };
  },
});
