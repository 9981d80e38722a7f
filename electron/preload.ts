import { contextBridge, ipcRenderer } from 'electron';
import { API_GLOBAL, CALL_CHANNEL, EVENT_CHANNEL } from '../shared/ipc/channel';

contextBridge.exposeInMainWorld(API_GLOBAL, {
  invoke: (name: string, payload?: unknown) => ipcRenderer.invoke(CALL_CHANNEL, name, payload),
  on: (name: string, listener: (payload: unknown) => void) => {
    const receive = (_event: unknown, sent: string, payload: unknown) => {
      if (sent === name) listener(payload);
    };
    ipcRenderer.on(EVENT_CHANNEL, receive);
    return () => {
      ipcRenderer.off(EVENT_CHANNEL, receive);
    };
  },
});
