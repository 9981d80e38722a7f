import type { Page } from 'playwright/test';
import { expect } from './patient-expect';

type DragStep = 'dragEnter' | 'dragOver' | 'drop';

/**
 * Lets go of files or folders in the middle of the window, as the system does: Chromium makes the drag from the
 * paths, so the page gets files that it can tell from invented ones.
 */
export async function dropPaths(page: Page, paths: readonly string[]): Promise<void> {
  await drag(page, { items: [], files: [...paths], dragOperationsMask: 1 }, [
    'dragEnter',
    'dragOver',
    'drop',
  ]);
}

/** Lets go of a link from another program. */
export async function dropLink(page: Page, url: string): Promise<void> {
  const items = [{ mimeType: 'text/uri-list', data: url }];
  await drag(page, { items, files: [], dragOperationsMask: 1 }, ['dragEnter', 'dragOver', 'drop']);
}

/** Files over the window that are not let go of yet; the system goes on saying so until `isSeen`. */
export async function holdOver(
  page: Page,
  paths: readonly string[],
  isSeen: () => Promise<boolean>,
): Promise<void> {
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  await page.getByRole('main').waitFor();
  // The drag would end with its session, which is kept therefore.
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchDragEvent', { type: 'dragEnter', x: 500, y: 400, data });
  await expect
    .poll(async () => {
      await session.send('Input.dispatchDragEvent', { type: 'dragOver', x: 500, y: 400, data });
      return isSeen();
    })
    .toBe(true);
}

interface DragData {
  readonly items: { mimeType: string; data: string }[];
  readonly files: string[];
  readonly dragOperationsMask: number;
}

async function drag(page: Page, data: DragData, steps: readonly DragStep[]): Promise<void> {
  // Before its page is there a window takes nothing.
  await page.getByRole('main').waitFor();
  const session = await page.context().newCDPSession(page);
  for (const type of steps) await session.send('Input.dispatchDragEvent', { type, x: 500, y: 400, data });
  await session.detach();
}
