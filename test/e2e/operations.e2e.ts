import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import { chooseComfy, goTo, holdToast } from '../support/drive';
import { e2e } from '../support/e2e';
import { answerFolderDialog } from '../support/electron-app';
import { writeModel } from '../support/library-rig';
import { expect } from '../support/patient-expect';

const t = e2e(12);

const inComfy = (...parts: readonly string[]) => join(t.profile.comfy, 'models', ...parts);
const row = (page: Page, name: string) =>
  page.getByRole('grid', { name: 'Files in the library' }).getByRole('row', { name: new RegExp(`^${name}`) });
const section = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Your files' }).getByRole('button', { name });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.tagName);
const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** A recognised LoRA in the folder for checkpoints, with a sidecar of another program beside it. */
async function scanMisplaced(): Promise<{ readonly wrong: string; readonly right: string }> {
  const wrong = await writeModel(t.civitai, 'mainJob', inComfy('checkpoints', 'mine.safetensors'));
  await writeFile(inComfy('checkpoints', 'mine.txt'), 'notes');
  await mkdir(inComfy('loras'), { recursive: true });
  await chooseComfy(t.civet, t.profile);
  await goTo(t.civet.page, 'Library');
  await t.civet.page.getByRole('button', { name: 'Scan now' }).click();
  await expect(row(t.civet.page, t.civitai.named.mainJob.modelName)).toContainText('Verified');
  return { wrong, right: inComfy('loras', 'mine.safetensors') };
}

async function chooseInMenu(page: Page, name: string, wish: string | RegExp): Promise<void> {
  await page
    .getByRole('button', { name: `More for ${name}` })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: wish }).press('Enter');
}

describe('changes of files', () => {
  it('move a misplaced file where it belongs, by keys alone, and take it back after a restart', async () => {
    const { modelName } = t.civitai.named.mainJob;
    const { wrong, right } = await scanMisplaced();
    const { ino } = await stat(wrong);
    await section(t.civet.page, 'Tidy').press('Enter');
    await t.civet.page.getByRole('button', { name: 'Look for misplaced files' }).press('Enter');
    const misplaced = t.civet.page.getByRole('list', { name: 'Misplaced files' }).getByRole('listitem');
    await expect(misplaced).toHaveCount(1);
    await expect(misplaced).toContainText('to ComfyUI › loras');
    await t.civet.page.getByRole('button', { name: 'Move 1 file' }).press('Enter');
    await expect(t.civet.page.getByText('Moved 1 file')).toBeVisible();
    await expect(t.civet.page.getByRole('heading', { name: 'Everything is where it belongs' })).toBeVisible();
    expect((await stat(right)).ino).toBe(ino);
    expect(await isThere(inComfy('loras', 'mine.txt'))).toBe(true);
    expect(await isThere(wrong)).toBe(false);
    await section(t.civet.page, 'Files').press('Enter');
    // Nothing is read again for it.
    await expect(row(t.civet.page, modelName)).toContainText('Verified');
    await expect(t.civet.page.getByText('1 file,')).toBeVisible();

    await t.restart('kill');
    await goTo(t.civet.page, 'Library');
    await section(t.civet.page, 'Changes').press('Enter');
    await expect(t.civet.page.getByRole('list', { name: 'Changes of your files' })).toContainText(
      'mine.safetensors',
    );
    await t.civet.page.keyboard.press('Control+z');
    await expect(t.civet.page.getByText('Undone: Moved 1 file')).toBeVisible();
    expect((await stat(wrong)).ino).toBe(ino);
    expect(await isThere(inComfy('checkpoints', 'mine.txt'))).toBe(true);
    expect(await isThere(right)).toBe(false);
    await section(t.civet.page, 'Files').press('Enter');
    await expect(row(t.civet.page, modelName)).toContainText('Verified');
    expect(t.civet.complaints).toEqual([]);
  });

  it('give a file to a second program without taking its space twice', async () => {
    const { modelName } = t.civitai.named.mainJob;
    const { wrong } = await scanMisplaced();
    const { page, app } = t.civet;
    const forge = join(t.profile.comfy, '..', 'webui-forge');
    await mkdir(join(forge, 'modules_forge'), { recursive: true });
    await mkdir(join(forge, 'models', 'Lora'), { recursive: true });
    await writeFile(join(forge, 'modules_forge', 'forge_version.py'), '');
    await goTo(page, 'Folders');
    await answerFolderDialog(app, forge);
    await page.getByRole('button', { name: 'Add folder' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: /^Recognise the program/ }).press('Enter');
    await expect(page.getByText('Forge added')).toBeVisible();
    await goTo(page, 'Library');
    await chooseInMenu(page, modelName, /^Also use in Forge/);
    await holdToast(page, 'Linked 1 file');
    const [first, second] = [
      await stat(wrong),
      await stat(join(forge, 'models', 'Lora', 'mine.safetensors')),
    ];
    expect(second.ino).toBe(first.ino);
    expect(first.nlink).toBe(2);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('Undone: Linked 1 file')).toBeVisible();
    expect((await stat(wrong)).nlink).toBe(1);
    expect(t.civet.complaints).toEqual([]);
  });

  it('keep what was put into the trash until it is emptied, and bring it back before', async () => {
    const { modelName } = t.civitai.named.mainJob;
    const { wrong } = await scanMisplaced();
    const { page } = t.civet;
    await row(page, modelName).press('Delete');
    await holdToast(page, 'Moved 1 file to the trash');
    await expect(row(page, modelName)).toHaveCount(0);
    expect(await isThere(wrong)).toBe(false);
    // It was the last row of the list.
    await expect.poll(() => focused(page)).not.toBe('BODY');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(row(page, modelName)).toContainText('Verified');
    expect(await isThere(wrong)).toBe(true);

    await chooseInMenu(page, modelName, 'Move to trash');
    await expect(row(page, modelName)).toHaveCount(0);
    await section(page, 'Changes').press('Enter');
    await page.getByRole('button', { name: 'Empty trash' }).press('Enter');
    const question = page.getByRole('alertdialog', { name: /^Delete/ });
    await expect(question).toContainText(/Delete 1 file, .+ MB, for good\?/);
    await question.getByRole('button', { name: 'Delete for good' }).press('Enter');
    await expect(page.getByText('The trash is empty')).toBeVisible();
    await expect(page.getByText('Deleted for good')).toBeVisible();
    expect(await isThere(join(t.profile.comfy, '.civet-trash'))).toBe(false);
    expect(t.civet.complaints).toEqual([]);
  });

  it('tell of what lies in the trash without a record, and keep the focus when that is deleted', async () => {
    const lost = join(t.profile.comfy, '.civet-trash', '0123456789abcdef', 'models', 'loras');
    await mkdir(lost, { recursive: true });
    await writeFile(join(lost, 'forgotten.safetensors'), 'of an earlier life');
    await chooseComfy(t.civet, t.profile);
    const { page } = t.civet;
    await goTo(page, 'Library');
    await section(page, 'Changes').press('Enter');
    const note = page.getByRole('region', { name: /of which there is no record$/ });
    await expect(note).toContainText('forgotten.safetensors');
    await note.getByRole('button', { name: 'Delete for good' }).press('Enter');
    const question = page.getByRole('alertdialog', { name: /^Delete 1 file/ });
    await question.getByRole('button', { name: 'Delete for good' }).press('Enter');
    await expect(note).toHaveCount(0);
    await expect.poll(() => focused(page)).toBe('MAIN');
    expect(await isThere(join(lost, 'forgotten.safetensors'))).toBe(false);
    expect(t.civet.complaints).toEqual([]);
  });
});
