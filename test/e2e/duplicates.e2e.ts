import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { chooseComfy, goTo } from '../support/drive';
import { e2e } from '../support/e2e';
import { writeModel } from '../support/library-rig';
import { expect } from '../support/patient-expect';

const t = e2e(10);
/** Null while nothing has the name, as it is between the two halves of a change. */
const inode = (path: string) => statSync(path, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
const areTwo = (a: string, b: string) => inode(a) !== null && inode(b) !== null && inode(a) !== inode(b);

describe('two equal files of the library', () => {
  it('are found, become one by a hard link, and two again when that is undone', async () => {
    const { page } = t.civet;
    const models = join(t.profile.comfy, 'models');
    await mkdir(join(models, 'checkpoints'), { recursive: true });
    const kept = await writeModel(t.civitai, 'mainJob', join(models, 'loras', 'mine.safetensors'));
    const copy = await writeModel(t.civitai, 'mainJob', join(models, 'checkpoints', 'again.safetensors'));
    const bytes = readFileSync(kept);
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Library');
    await page.getByRole('button', { name: 'Scan now' }).click();
    await page.getByRole('button', { name: 'Duplicates' }).click();

    const { modelName } = t.civitai.named.mainJob;
    const group = page.getByRole('listitem', { name: modelName });
    await expect(group).toContainText('2 copies of');
    // The one in the folder for its kind is to be kept.
    const rightCopy = group.getByRole('listitem').filter({ hasText: 'mine.safetensors' });
    await expect(rightCopy).toContainText('Right folder');
    await expect(rightCopy).toContainText('Is kept');
    // By keys alone: to the group, its button, and through the question.
    await group.focus();
    await group.getByRole('button', { name: 'Hard-link' }).focus();
    await page.keyboard.press('Enter');
    const question = page.getByRole('alertdialog', { name: 'Make a link of 1 copy?' });
    await expect(question).toContainText(`Kept: ${kept}`);
    await expect(question).toContainText(`Becomes a link: ${copy}`);
    expect(areTwo(copy, kept)).toBe(true);
    await question.getByRole('button', { name: 'Link 1 copy' }).click();

    await expect.poll(() => inode(copy) === inode(kept)).toBe(true);
    expect(readFileSync(copy).equals(bytes)).toBe(true);
    await expect(page.getByRole('heading', { name: 'No file is here twice' })).toBeVisible();

    await page.getByRole('button', { name: 'Changes' }).click();
    await page
      .getByRole('list', { name: 'Changes of your files' })
      .getByRole('button', { name: /Undo/ })
      .click();
    await expect.poll(() => areTwo(copy, kept)).toBe(true);
    expect([readFileSync(copy).equals(bytes), readFileSync(kept).equals(bytes)]).toEqual([true, true]);
    await page.getByRole('button', { name: 'Duplicates' }).click();
    await expect(group).toContainText('2 copies of');
    expect(t.civet.complaints).toEqual([]);
  });

  it('stay two when a third one is damaged: that one is said, and left out of everything', async () => {
    const { page } = t.civet;
    const inLoras = (name: string) => join(t.profile.comfy, 'models', 'loras', name);
    const date = new Date(1_700_000_000_000);
    for (const name of ['one', 'two', 'third']) {
      const path = await writeModel(t.civitai, 'mainJob', inLoras(`${name}.safetensors`));
      utimesSync(path, date, date);
    }
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Library');
    await page.getByRole('button', { name: 'Scan now' }).click();
    await page.getByRole('button', { name: 'Duplicates' }).click();
    const group = page.getByRole('listitem', { name: t.civitai.named.mainJob.modelName });
    await expect(group).toContainText('3 copies of');

    // As a disk that fails leaves it.
    const bytes = readFileSync(inLoras('third.safetensors'));
    bytes.fill(bytes.at(1_000_000) === 1 ? 2 : 1, 1_000_000, 1_000_001);
    writeFileSync(inLoras('third.safetensors'), bytes);
    utimesSync(inLoras('third.safetensors'), date, date);
    await goTo(page, 'Library');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Check all files' }).click();
    await expect(page.getByText(/Checked .*: 2 unchanged, 1 damaged$/)).toBeVisible();
    await page.getByRole('button', { name: 'Duplicates' }).click();
    await expect(group).toContainText('2 copies of');
    const damaged = group.getByRole('listitem').filter({ hasText: 'third.safetensors' });
    await expect(damaged).toContainText('Damaged: not the same any more, and left out');
    await expect(damaged.getByRole('button')).toHaveCount(0);
    await group.getByRole('button', { name: 'Trash the others' }).press('Enter');
    const question = page.getByRole('alertdialog', { name: 'Trash 1 copy?' });
    await expect(question).not.toContainText('third.safetensors');
    expect(t.civet.complaints).toEqual([]);
  });
});
