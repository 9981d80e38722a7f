import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { PAGE_ORIGIN } from '../shell/page-origin';

/** Windows that Civet made itself, known while they live. */
export class TrustedSenders {
  private readonly known = new Set<number>();

  trust(contents: WebContents): void {
    this.known.add(contents.id);
    contents.once('destroyed', () => this.known.delete(contents.id));
  }

  /** The main frame of a window of ours, showing our own page. Anything doubtful is not trusted. */
  isTrusted(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): boolean {
    const { sender, senderFrame } = event;
    if (!this.known.has(sender.id) || sender.isDestroyed()) return false;
    if (senderFrame === null || senderFrame !== sender.mainFrame) return false;
    return isPageUrl(senderFrame.url);
  }
}

/** Whether an address is our own page: scheme and host, not a prefix of text. */
export function isPageUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}` === PAGE_ORIGIN;
}
