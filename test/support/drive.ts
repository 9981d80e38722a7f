import type { Page } from 'playwright/test';
import { answerFolderDialog, type Profile, type RunningCivet } from './electron-app';
import { expect } from './patient-expect';

/** What a user does in the window, step by step, by roles and names alone. */

export type Screen = 'Discover' | 'Following' | 'Queue' | 'Library' | 'Folders' | 'Settings' | 'Account';

export async function goTo(page: Page, screen: Screen): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('button', { name: new RegExp(`^${screen}`) })
    .click();
}

/** Opens the command palette; what is typed before it has the focus would be meant for the screen below. */
export async function openPalette(page: Page): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.keyboard.press('Control+Shift+P');
  await expect(page.getByRole('textbox', { name: 'Search commands' })).toBeFocused();
}

/** Runs a command of the palette by its name, by key alone. */
export async function runCommand(page: Page, words: string): Promise<void> {
  await openPalette(page);
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeHidden();
}

/** Waits for a toast and lays the pointer on it: below the pointer it stays for as long as its reader likes. */
export async function holdToast(page: Page, words: string | RegExp): Promise<void> {
  await page.getByText(words, { exact: typeof words === 'string' }).hover();
}

/** Points Civet at the profile's ComfyUI folder. */
export async function chooseComfy(civet: RunningCivet, profile: Profile): Promise<void> {
  await answerFolderDialog(civet.app, profile.comfy);
  await goTo(civet.page, 'Folders');
  await civet.page.getByRole('button', { name: 'Choose folder' }).click();
  await expect(civet.page.getByText('models/loras').first()).toBeVisible();
}

/** Finds a model by its name and opens its page. */
export async function openModel(page: Page, name: string): Promise<void> {
  await goTo(page, 'Discover');
  await page.getByRole('searchbox', { name: 'Search models' }).fill(name);
  await page.keyboard.press('Enter');
  await page.getByRole('grid', { name: 'Models' }).getByText(name, { exact: true }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

/** Presses the button that names the fact, for the file that is chosen. */
export async function download(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Download .+ to / }).click();
}

export function downloadRow(page: Page, name: string) {
  return page.getByRole('grid', { name: 'Downloads' }).getByRole('row', { name: new RegExp(`^${name}`) });
}

/** From a fresh window to a running download of the model's preselected file. */
export async function beginDownload(civet: RunningCivet, profile: Profile, name: string): Promise<void> {
  await chooseComfy(civet, profile);
  await openModel(civet.page, name);
  await download(civet.page);
  await goTo(civet.page, 'Queue');
}

export async function signIn(page: Page, token: string): Promise<void> {
  await goTo(page, 'Account');
  await page.getByRole('textbox', { name: 'API token' }).fill(token);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}
