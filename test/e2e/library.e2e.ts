import { cp, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import { chooseComfy, goTo } from '../support/drive';
import { e2e } from '../support/e2e';
import { writeModel } from '../support/library-rig';
import { expect } from '../support/patient-expect';

const t = e2e(10);

const files = (page: Page) => page.getByRole('grid', { name: 'Files in the library' });
const row = (page: Page, name: string) => files(page).getByRole('row', { name: new RegExp(`^${name}`) });
const inComfy = (...parts: readonly string[]) => join(t.profile.comfy, 'models', ...parts);

describe('the library', () => {
  it('names the files that were there before, copies their trigger words, and tells what is gone', async () => {
    const { page } = t.civet;
    const { mainJob, checkpoint } = t.civitai.named;
    const lora = await writeModel(t.civitai, 'mainJob', inComfy('loras', 'mine.safetensors'));
    await writeModel(t.civitai, 'checkpoint', inComfy('checkpoints', 'sub', 'other.safetensors'));
    await writeFile(inComfy('checkpoints', 'own.safetensors'), 'my own');
    const { ctimeNs } = await stat(lora, { bigint: true });
    await goTo(page, 'Library');
    await expect(page.getByRole('heading', { name: 'No folders chosen yet' })).toBeVisible();
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Library');
    await expect(page.getByRole('heading', { name: 'See what you have' })).toBeVisible();
    expect(t.civitai.requests.filter(({ path }) => path.includes('by-hash'))).toEqual([]);
    await page.getByRole('button', { name: 'Scan now' }).click();
    await expect(row(page, mainJob.modelName)).toContainText('Verified');
    await expect(row(page, checkpoint.modelName)).toContainText('Verified');
    await expect(row(page, 'own.safetensors')).toContainText('Unknown');
    await expect(page.getByText('3 files,')).toBeVisible();
    expect((await stat(lora, { bigint: true })).ctimeNs).toBe(ctimeNs);

    // By keys alone: to the row, into its details, and out again.
    await page.getByRole('searchbox', { name: 'Search the library' }).fill(mainJob.modelName.slice(0, 9));
    await expect(row(page, checkpoint.modelName)).toHaveCount(0);
    await expect(page.getByText('1 of 3 files')).toBeVisible();
    await row(page, mainJob.modelName).focus();
    await page.keyboard.press('Enter');
    const details = page.getByRole('complementary', { name: 'File details' });
    await expect(details).toContainText(mainJob.sha256);
    await details
      .getByRole('button', { name: /^Copy “?.+/ })
      .first()
      .click();
    await page.keyboard.press('Escape');
    await expect(details).toBeHidden();
    await page.getByRole('button', { name: 'Clear the search' }).click();

    // What goes into the trash is not called missing, and comes back with one press.
    await row(page, 'own.safetensors').focus();
    await page.keyboard.press('Enter');
    await expect(details).toContainText('Unknown');
    await row(page, 'own.safetensors').focus();
    await page.keyboard.press('Delete');
    await expect(row(page, 'own.safetensors')).toHaveCount(0);
    await expect(details).toContainText('In the trash');
    await details.getByRole('button', { name: 'Bring back from the trash' }).press('Enter');
    await expect(row(page, 'own.safetensors')).toContainText('Unknown');
    await expect(details).toContainText('Unknown');

    await rm(lora);
    await page.getByRole('button', { name: 'Scan now' }).click();
    await expect(row(page, mainJob.modelName)).toContainText('Missing');
    expect(t.civet.complaints).toEqual([]);
  });

  it('shows a file that is copied into a folder by itself, and tells by itself that it is gone', async () => {
    const { page } = t.civet;
    const { mainJob } = t.civitai.named;
    await mkdir(inComfy('loras'), { recursive: true });
    await writeFile(inComfy('loras', 'own.safetensors'), 'my own');
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Library');
    await page.getByRole('button', { name: 'Scan now' }).click();
    await expect(row(page, 'own.safetensors')).toContainText('Unknown');
    const elsewhere = await writeModel(
      t.civitai,
      'mainJob',
      join(t.profile.comfy, '..', 'elsewhere.safetensors'),
    );
    await cp(elsewhere, inComfy('loras', 'copied.safetensors'));
    await expect(row(page, mainJob.modelName)).toContainText('Verified');
    await rm(inComfy('loras', 'copied.safetensors'));
    await expect(row(page, mainJob.modelName)).toContainText('Missing');
    expect(t.civet.complaints).toEqual([]);
  });

  it('names a file by its short hash where Civitai has no other, says so, and looks again when asked', async () => {
    const { page } = t.civet;
    const { onlyAutoV2 } = t.civitai.named;
    await writeModel(t.civitai, 'onlyAutoV2', inComfy('loras', 'magpie.safetensors'));
    await writeFile(inComfy('loras', 'own.safetensors'), 'my own');
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Library');
    await page.getByRole('button', { name: 'Scan now' }).click();
    await expect(row(page, onlyAutoV2.modelName)).toContainText('Short hash');
    await expect(row(page, 'own.safetensors')).toContainText('Unknown');
    await row(page, 'own.safetensors')
      .getByRole('button', { name: 'More for own.safetensors' })
      .press('Enter');
    const before = t.civitai.requests.length;
    await page.getByRole('menuitem', { name: 'Look it up again' }).press('Enter');
    await expect(page.getByText('Civitai still does not know it')).toBeVisible();
    const asked = t.civitai.requests.slice(before).map(({ path }) => path);
    expect(asked).toContain('/api/v1/model-versions/by-hash/ids');
    expect(asked.some((path) => /by-hash\/[0-9A-F]{10}$/.test(path))).toBe(true);
    expect(t.civet.complaints).toEqual([]);
  });

  it('brings itself up to date with the next start', async () => {
    await mkdir(inComfy('loras'), { recursive: true });
    await chooseComfy(t.civet, t.profile);
    await goTo(t.civet.page, 'Library');
    await t.civet.page.getByRole('button', { name: 'Scan now' }).click();
    await expect(t.civet.page.getByRole('heading', { name: 'No model files yet' })).toBeVisible();
    await writeModel(t.civitai, 'mainJob', inComfy('loras', 'later.safetensors'));
    await t.restart('kill');
    await goTo(t.civet.page, 'Library');
    await expect(row(t.civet.page, t.civitai.named.mainJob.modelName)).toContainText('Verified');
  });
});
