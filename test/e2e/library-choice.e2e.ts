import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import { chooseComfy, goTo, holdToast } from '../support/drive';
import { e2e } from '../support/e2e';
import { writeModel } from '../support/library-rig';
import { expect } from '../support/patient-expect';

const t = e2e(14);
const OWN = 260;

const inComfy = (...parts: readonly string[]) => join(t.profile.comfy, 'models', ...parts);
const files = (page: Page) => page.getByRole('grid', { name: 'Files in the library' });
const row = (page: Page, name: string) => files(page).getByRole('row', { name: new RegExp(`^${name}`) });
const bar = (page: Page) => page.getByRole('region', { name: 'Selected files' });
const own = (at: number) => `own-${String(at).padStart(3, '0')}`;
const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
const clipboard = () => t.civet.app.evaluate(({ clipboard: system }) => system.readText());

/** Files of one's own, one of them not recognised, and a recognised LoRA in the folder for checkpoints. */
async function scanMany(count: number): Promise<void> {
  const { page } = t.civet;
  await mkdir(inComfy('loras'), { recursive: true });
  for (let at = 0; at < count; at += 1)
    await writeFile(inComfy('loras', `${own(at)}.safetensors`), `my own, number ${at}`);
  await writeModel(t.civitai, 'mainJob', inComfy('checkpoints', 'mine.safetensors'));
  await chooseComfy(t.civet, t.profile);
  await goTo(page, 'Library');
  await page.getByRole('button', { name: 'Scan now' }).click();
  await expect(page.getByText(`${count + 1} files,`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pause' })).toHaveCount(0);
  await files(page).getByRole('button', { name: 'Name' }).click();
}

describe('choosing files of the library', () => {
  it('takes ranges by keys, puts them into the trash as one, and brings them back', async () => {
    await scanMany(6);
    const { page } = t.civet;
    await row(page, own(1)).focus();
    await page.keyboard.press('Space');
    await expect(row(page, own(1))).toHaveAttribute('aria-selected', 'true');
    await expect(bar(page)).toContainText('1 file selected');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowUp');
    await expect(bar(page)).toContainText(/^2 files selected, 32 bytes/);
    await row(page, own(4)).click({ modifiers: ['Control'], position: { x: 200, y: 8 } });
    await expect(bar(page)).toContainText('3 files selected');
    await expect(page.getByRole('complementary', { name: 'File details' })).toHaveCount(0);
    await row(page, own(4)).getByRole('checkbox').click();
    await expect(bar(page)).toContainText('2 files selected');
    await page.keyboard.press('Escape');
    await expect(bar(page)).toHaveCount(0);

    await row(page, own(1)).click({ modifiers: ['Control'], position: { x: 200, y: 8 } });
    await row(page, own(3)).click({ modifiers: ['Shift'], position: { x: 200, y: 8 } });
    await expect(bar(page)).toContainText('3 files selected');
    await page.keyboard.press('Delete');
    await holdToast(page, 'Moved 3 files to the trash');
    await expect(bar(page)).toHaveCount(0);
    expect((await readdir(inComfy('loras'))).length).toBe(3);
    await expect(row(page, own(2))).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('Undone: Moved 3 files to the trash')).toBeVisible();
    await expect(row(page, own(2))).toBeVisible();
    expect((await readdir(inComfy('loras'))).length).toBe(6);
    expect(t.civet.complaints).toEqual([]);
  });

  it('keeps to the file in focus when others come before it, and trashes one for each press', async () => {
    await scanMany(6);
    const { page } = t.civet;
    await row(page, own(3)).focus();
    await writeFile(inComfy('loras', 'a-new-one.safetensors'), 'came meanwhile');
    await expect(row(page, 'a-new-one')).toBeVisible();
    await expect(row(page, own(3))).toBeFocused();
    // Held down: the first press means this file, and what is repeated means none.
    await page.keyboard.down('Delete');
    await expect(page.getByText('Moved 1 file to the trash')).toBeVisible();
    await expect(row(page, own(3))).toHaveCount(0);
    await expect(row(page, own(4))).toBeFocused();
    for (let at = 0; at < 12; at += 1) await page.keyboard.down('Delete');
    await page.keyboard.up('Delete');
    expect((await readdir(inComfy('loras'))).length).toBe(6);
    expect(await isThere(inComfy('loras', `${own(3)}.safetensors`))).toBe(false);
    // Whoever goes to a row means it.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Delete');
    await expect(row(page, own(5))).toHaveCount(0);
    await expect
      .poll(async () => (await readdir(inComfy('loras'))).toSorted())
      .toEqual(['a-new-one.safetensors', ...[0, 1, 2, 4].map((at) => `${own(at)}.safetensors`)]);
    expect(t.civet.complaints).toEqual([]);
  });

  it('leaves what can be done with them in reach in a narrow window, beside an inspector and below a toast', async () => {
    await scanMany(6);
    const { app, page } = t.civet;
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(900, 600));
    await row(page, own(0)).focus();
    await page.keyboard.press('Delete');
    await holdToast(page, 'Moved 1 file to the trash');
    // By keys, so that the pointer keeps the toast where it is.
    await row(page, own(1)).press('Enter');
    await expect(page.getByRole('complementary', { name: 'File details' })).toBeVisible();
    await row(page, own(1)).press('Space');
    await expect(bar(page)).toContainText('1 file selected');
    await expect(page.getByText('Moved 1 file to the trash')).toBeVisible();
    const covered = () =>
      bar(page).evaluate((element) =>
        [...element.querySelectorAll('button')]
          .filter((button) => {
            const { left, top, width, height } = button.getBoundingClientRect();
            return !button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
          })
          .map((button) => button.ariaLabel ?? button.textContent),
      );
    await expect.poll(covered).toEqual([]);
    expect(t.civet.complaints).toEqual([]);
  });

  it('moves what is known to its folder, says what stays, and copies words and paths', async () => {
    await scanMany(2);
    const { page } = t.civet;
    const { modelName } = t.civitai.named.mainJob;
    await row(page, own(0)).focus();
    await page.keyboard.press('Control+a');
    await expect(bar(page)).toContainText('3 files selected');
    await expect(row(page, modelName)).toHaveAttribute('aria-selected', 'true');
    await bar(page).getByRole('button', { name: 'Move to right folder' }).press('Enter');
    const question = page.getByRole('alertdialog', { name: 'Move 1 file to its folder?' });
    await expect(question).toContainText('This can be undone.');
    // Every chosen file is accounted for.
    await expect(question).toContainText('3 selected: 1 moves, 0 are where they belong, 2 cannot be moved.');
    const lines = question.getByRole('listitem');
    await expect(lines).toHaveText([/^ComfyUI › loras: 1 file/, /^2 files are not recognised/]);
    await question.getByText('2 files are not recognised').click();
    await expect(question.getByText(`${own(1)}.safetensors`)).toBeVisible();
    expect(await isThere(inComfy('loras', 'mine.safetensors'))).toBe(false);
    await question.getByRole('button', { name: 'Move 1 file' }).press('Enter');
    await expect(page.getByText('Moved 1 file', { exact: true })).toBeVisible();
    expect(await isThere(inComfy('loras', 'mine.safetensors'))).toBe(true);
    // What was chosen stays chosen, under its new name.
    await expect(bar(page)).toContainText('3 files selected');
    await bar(page).getByRole('button', { name: 'Move to right folder' }).press('Enter');
    await expect(
      page.getByText(
        'Nothing is moved: 1 file is where it belongs, 2 files are not recognised: nothing proves what they are',
      ),
    ).toBeVisible();
    const more = async (name: string) => {
      await bar(page).getByRole('button', { name: 'More for the selected files' }).press('Enter');
      await page.getByRole('menuitem', { name }).press('Enter');
    };
    await more('Copy paths');
    await expect(page.getByText('3 paths copied')).toBeVisible();
    expect((await clipboard()).split('\n').toSorted()).toEqual([
      inComfy('loras', 'mine.safetensors'),
      inComfy('loras', `${own(0)}.safetensors`),
      inComfy('loras', `${own(1)}.safetensors`),
    ]);
    await more('Write sidecars');
    await expect(page.getByText('No sidecars are chosen in the settings')).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('holds for all that suit a filter but some, and for ranges that were never on screen', async () => {
    await scanMany(OWN);
    const { page } = t.civet;
    await row(page, own(0)).click({ modifiers: ['Control'], position: { x: 200, y: 8 } });
    await page.keyboard.press('End');
    await expect(row(page, own(OWN - 1))).toBeFocused();
    await row(page, own(OWN - 1)).click({ modifiers: ['Shift'], position: { x: 200, y: 8 } });
    await expect(bar(page)).toContainText(`${OWN} files selected`);
    await page.keyboard.press('Escape');

    await page.getByRole('searchbox', { name: 'Search the library' }).fill('own-01');
    await expect(row(page, own(100))).toHaveCount(0);
    await row(page, own(12)).focus();
    await page.keyboard.press('Control+a');
    await expect(bar(page)).toContainText('10 files selected');
    await page.keyboard.press('x');
    await expect(bar(page)).toContainText('9 files selected');
    await expect(row(page, own(12))).toHaveAttribute('aria-selected', 'false');
    await bar(page).getByRole('button', { name: 'Move to trash' }).press('Enter');
    await expect(page.getByText('Moved 9 files to the trash')).toBeVisible();
    expect((await readdir(inComfy('loras'))).filter((name) => name.startsWith('own-01'))).toEqual([
      `${own(12)}.safetensors`,
    ]);
    expect((await readdir(inComfy('loras'))).length).toBe(OWN - 9);
    // What is ticked one by one is kept from one search to the next, and that is said.
    await row(page, own(12)).getByRole('checkbox').click();
    await page.getByRole('searchbox', { name: 'Search the library' }).fill('own-02');
    await expect(bar(page)).toContainText('1 of them not in this list');
    // Of a choice of which nothing is in this list, the key does not mean it.
    await row(page, own(20)).focus();
    await page.keyboard.press('Delete');
    await expect(page.getByText('Moved 1 file to the trash')).toBeVisible();
    expect(await isThere(inComfy('loras', `${own(12)}.safetensors`))).toBe(true);
    expect(await isThere(inComfy('loras', `${own(20)}.safetensors`))).toBe(false);
    await bar(page).getByRole('button', { name: 'Clear' }).press('Enter');
    await expect(bar(page)).toHaveCount(0);

    // Many are asked about first.
    await page.getByRole('searchbox', { name: 'Search the library' }).fill('own-1');
    await expect(row(page, own(21))).toHaveCount(0);
    await row(page, own(100)).focus();
    await page.keyboard.press('Control+a');
    await expect(bar(page)).toContainText('100 files selected');
    await page.keyboard.press('Delete');
    const question = page.getByRole('alertdialog', { name: 'Move 100 files to the trash?' });
    await expect(question).toContainText('They take 2 kB.');
    await question.getByRole('button', { name: 'Cancel' }).press('Enter');
    await expect(question).toHaveCount(0);
    expect((await readdir(inComfy('loras'))).length).toBe(OWN - 10);
    expect(t.civet.complaints).toEqual([]);
  });
});
