import type { WebContents } from 'electron';
import { EVENT_CHANNEL } from '../../shared/ipc/channel';
import type { EventName, Events } from '../../shared/ipc/contract';

export type Publish = <Name extends EventName>(name: Name, payload: Events[Name]) => void;

/** @param windows every window that is alive now */
export function createPublish(windows: () => readonly WebContents[]): Publish {
  return (name, payload) => {
    for (const contents of windows()) {
      if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, name, payload);
    }
  };
}
