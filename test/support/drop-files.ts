import type { Page } from 'playwright/test';
import { expect } from './patient-expect';

/**
 * Lets go of files or folders in the middle of the window, as the system does: Chromium makes the drag from the
 * paths, so the page gets files that it can tell from invented ones.
 */
export async function dropPaths(page: Page, paths: readonly string[]): Promise<void> {
  await drop(page, { items: [], files: [...paths], dragOperationsMask: 1 });
}

/** Lets go of a link from another program. */
export async function dropLink(page: Page, url: string): Promise<void> {
  await drop(page, { items: [{ mimeType: 'text/uri-list', data: url }], files: [], dragOperationsMask: 1 });
}

/** What the window says while something is held over it. */
export const invitation = (page: Page) => page.getByText('Drop to see what it is');

interface DragData {
  readonly items: { mimeType: string; data: string }[];
  readonly files: string[];
  readonly dragOperationsMask: number;
}

/** As the system says it again and again, until the window has said that it takes it: before, it takes nothing. */
async function drop(page: Page, data: DragData): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const say = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, x: 500, y: 400, data });
  await say('dragEnter');
  await expect
    .poll(async () => {
      await say('dragOver');
      return invitation(page).isVisible();
    })
    .toBe(true);
  await say('drop');
  await session.detach();
}
