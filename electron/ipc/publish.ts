import type { WebContents } from 'electron';
import { EVENT_CHANNEL } from '../../shared/ipc/channel';
import type { EventName, Events } from '../../shared/ipc/contract';

export type Publish = <Name extends EventName>(name: Name, payload: Events[Name]) => void;

/** @param page the window's, while there is one */
export function createPublish(page: () => WebContents | null): Publish {
  return (name, payload) => {
    const contents = page();
    if (contents?.isDestroyed() === false) contents.send(EVENT_CHANNEL, name, payload);
  };
}
