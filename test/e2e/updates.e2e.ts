import { existsSync, linkSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import { publishVersion } from '../support/civitai/publish-version.mjs';
import { chooseComfy, goTo } from '../support/drive';
import { e2e } from '../support/e2e';
import { writeModel } from '../support/library-rig';
import { expect } from '../support/patient-expect';
import { planRow } from '../support/plan-drive';

const t = e2e(10);

const inLoras = (name: string) => join(t.profile.comfy, 'models', 'loras', name);
const list = (page: Page) => page.getByRole('grid', { name: 'Updates' });
const row = (page: Page, name: string) => list(page).getByRole('row', { name: new RegExp(`^${name}`) });

async function openUpdates(page: Page): Promise<void> {
  await goTo(page, 'Library');
  await page
    .getByRole('navigation', { name: 'Your files' })
    .getByRole('button', { name: /^Updates/ })
    .click();
  await expect(page.getByRole('heading', { name: 'Updates', level: 1 })).toBeVisible();
}

/** A file of a model's first version is here, and its creator has published one more. */
async function haveOldFile(
  key: 'sameNames' | 'video',
  versionId: number,
): Promise<{ readonly name: string; readonly old: string }> {
  const { page } = t.civet;
  const { modelId, modelName } = t.civitai.named[key];
  const old = await writeModel(t.civitai, key, inLoras('mine.safetensors'));
  publishVersion(t.civitai, { modelId, versionId, name: 'Ninth light' });
  await chooseComfy(t.civet, t.profile);
  await goTo(page, 'Library');
  await page.getByRole('button', { name: 'Scan now' }).click();
  const grid = page.getByRole('grid', { name: 'Files in the library' });
  await expect(grid.getByRole('row', { name: new RegExp(`^${modelName}`) })).toContainText('Verified');
  return { name: modelName, old };
}

describe('updates', () => {
  it('finds a newer version, shows the plan, replaces the old file once the new one is verified, and undoes it', async () => {
    const { page } = t.civet;
    const { name, old } = await haveOldFile('sameNames', 990_001);
    const before = await readFile(old);
    await openUpdates(page);
    await expect(page.getByRole('heading', { name: 'See what is newer' })).toBeVisible();
    await page.getByRole('button', { name: 'Check for updates' }).click();
    await expect(row(page, name)).toContainText('Ninth light');

    // By keys alone: into the row, what changed, and out of it again.
    await row(page, name).focus();
    await page.keyboard.press('Enter');
    await expect(row(page, name)).toContainText('The trigger words are the same.');
    await page.keyboard.press('Enter');
    await expect(row(page, name)).not.toContainText('The trigger words are the same.');

    await page.keyboard.press('Space');
    await expect(page.getByText('0 chosen')).toBeVisible();
    await page.keyboard.press('Space');
    await expect(page.getByText(/^1 chosen/)).toBeVisible();

    await page.getByRole('button', { name: `The old file of ${name}` }).click();
    await page.getByRole('option', { name: /^Replace the old file/ }).click();
    await page.getByRole('button', { name: 'Update 1', exact: true }).click();
    await expect(page.getByRole('main', { name: 'Plan' })).toBeVisible();
    await expect(planRow(page, name)).toContainText('Replaces mine.safetensors');
    expect((await readFile(old)).equals(before)).toBe(true);
    await page.getByRole('button', { name: /^Queue 1/ }).click();

    await expect.poll(() => existsSync(old)).toBe(false);
    await openUpdates(page);
    await expect(page.getByText(/mine\.safetensors was replaced by/)).toBeVisible();
    await expect(list(page)).toHaveCount(0);
    const models = async () => (await readdir(inLoras(''))).filter((file) => file.endsWith('.safetensors'));
    await expect.poll(async () => (await models()).length).toBe(1);
    const [fresh = ''] = await models();
    expect((await readFile(inLoras(fresh))).equals(before)).toBe(false);

    await page.getByRole('button', { name: 'Undo for mine.safetensors' }).click();
    await expect.poll(() => existsSync(old)).toBe(true);
    await expect(page.getByText('Taken back')).toBeVisible();
    expect((await readFile(old)).equals(before)).toBe(true);
    expect(t.civet.complaints).toEqual([]);
  });

  it('says beforehand which old file has several names, and keeps all of them', async () => {
    const { page } = t.civet;
    const { modelId, modelName: name } = t.civitai.named.sameNames;
    const old = await writeModel(t.civitai, 'sameNames', inLoras('mine.safetensors'));
    const second = join(t.profile.comfy, 'models', 'checkpoints', 'also mine.safetensors');
    linkSync(old, second);
    publishVersion(t.civitai, { modelId, versionId: 990_003, name: 'Ninth light' });
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Library');
    await page.getByRole('button', { name: 'Scan now' }).click();
    const grid = page.getByRole('grid', { name: 'Files in the library' });
    await expect(grid.getByRole('row', { name: new RegExp(`^${name}`) })).toHaveCount(2);
    await openUpdates(page);
    await page.getByRole('button', { name: 'Check for updates' }).click();
    await expect(row(page, name)).toContainText('Has several names');
    await page.getByRole('button', { name: /The old file$/ }).click();
    await page.getByRole('option', { name: /^Replace the old file/ }).click();
    await page.getByRole('button', { name: 'Update 1', exact: true }).click();
    const dialog = page.getByRole('alertdialog', { name: '2 old files stay' });
    await expect(dialog).toContainText('2 have more than one name');
    await dialog.getByRole('button', { name: 'Update 1 all the same' }).click();
    await expect(planRow(page, name)).toBeVisible();
    await expect(planRow(page, name)).not.toContainText('Replaces');
    await page.getByRole('button', { name: /^Queue 1/ }).click();
    // Both names of the old file, and the new one where such files go.
    const models = async () => {
      const names = await readdir(join(t.profile.comfy, 'models'), { recursive: true });
      return names.filter((file) => file.endsWith('.safetensors')).length;
    };
    await expect.poll(models).toBe(3);
    expect([old, second].map((path) => existsSync(path))).toEqual([true, true]);
    expect(t.civet.complaints).toEqual([]);
  });

  it('ignores a version, lists what is ignored, and takes it back', async () => {
    const { page } = t.civet;
    const { name } = await haveOldFile('video', 990_002);
    await openUpdates(page);
    await page.getByRole('button', { name: 'Check for updates' }).click();
    await row(page, name)
      .getByRole('button', { name: `More for ${name}` })
      .click();
    await page.getByRole('menuitem', { name: 'Ignore this version' }).click();
    await expect(page.getByRole('heading', { name: 'Everything is up to date' })).toBeVisible();
    await page.getByText('Ignored (1)').click();
    const ignored = page.getByRole('grid', { name: 'Ignored' });
    await expect(ignored).toContainText('Ninth light and older versions');
    await ignored.getByRole('button', { name: `Stop ignoring ${name}` }).click();
    await expect(page.getByRole('heading', { name: 'Nothing is ignored' })).toBeVisible();
    await page.getByText('Updates (1)').click();
    await expect(row(page, name)).toContainText('Ninth light');
    expect(t.civet.complaints).toEqual([]);
  });
});
