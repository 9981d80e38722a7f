import type { WebContents } from 'electron';
import { PAGE_ORIGIN } from './page-origin';

/**
 * Shows Civet's page and waits until it is there.
 *
 * Electron fails `loadURL` with ERR_ABORTED as soon as a second navigation begins before the first has
 * ended: the page tries to leave and the guard holds it back, it is loaded again after a crash, or the
 * window closes. In each of these the window shows the page or is gone, so none of them is a failure.
 *
 * @throws what Electron threw, when the page itself cannot be loaded
 */
export async function loadPage(contents: Pick<WebContents, 'loadURL'>): Promise<void> {
  try {
    await contents.loadURL(`${PAGE_ORIGIN}/index.html`);
  } catch (error) {
    if (!isAborted(error)) throw error;
  }
}

function isAborted(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_ABORTED';
}
