import type { Locator, Page } from 'playwright/test';
import { openPalette } from './drive';
import type { RunningCivet } from './electron-app';
import { expect } from './patient-expect';

/** The Plan screen as a user sees it. */

export const planGrid = (page: Page) => page.getByRole('grid', { name: 'Planned files' });

export function planRow(page: Page, name: string): Locator {
  return planGrid(page).getByRole('row', { name: new RegExp(`^${name}`) });
}

export const tickOf = (row: Locator) => row.getByRole('checkbox');

export async function openPlan(page: Page): Promise<void> {
  await openPalette(page);
  await page.keyboard.type('Plan');
  await page.getByRole('menuitem', { name: 'Plan', exact: true }).click();
  await expect(page.getByRole('main', { name: 'Plan' })).toBeVisible();
  // What is pasted while it fades out would be meant for it.
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeHidden();
}

/** Pastes onto the screen itself, from the system's clipboard. */
export async function pasteOnPlan({ app, page }: RunningCivet, lines: readonly string[]): Promise<void> {
  await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), lines.join('\n'));
  await page.keyboard.press('Control+V');
}

/** Opens the menu of a row with the pointer, as its button would. */
export async function chooseFromRow(row: Locator, name: string | RegExp): Promise<void> {
  await row.getByRole('button', { name: /^More for/ }).click();
  await row.page().getByRole('menuitem', { name }).click();
}

export async function putInto(row: Locator, kind: string): Promise<void> {
  const page = row.page();
  await row.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: /^Put (it|them) into$/ }).press('ArrowRight');
  await page.getByRole('menuitemradio', { name: kind, exact: true }).click();
}
