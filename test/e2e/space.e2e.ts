import { cp, link, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import { chooseComfy, goTo } from '../support/drive';
import { e2e } from '../support/e2e';
import { writeModel } from '../support/library-rig';
import { expect } from '../support/patient-expect';

const t = e2e(10);

const inComfy = (...parts: readonly string[]) => join(t.profile.comfy, 'models', ...parts);
const rows = (page: Page) => page.getByRole('grid', { name: 'Files in the library' }).getByRole('row');
const group = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const bar = (page: Page, name: string) => page.getByRole('button', { name: `Show the files of ${name}` });

async function showSpace(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Your files' })
    .getByRole('button', { name: 'Space', exact: true })
    .press('Enter');
  await expect(page.getByRole('main', { name: 'Space' })).toBeVisible();
}

describe('the space report', () => {
  it('says what takes the space, counts a linked file once, and leads to those files by keys alone', async () => {
    const { page } = t.civet;
    const { mainJob } = t.civitai.named;
    const lora = await writeModel(t.civitai, 'mainJob', inComfy('loras', 'mine.safetensors'));
    await mkdir(inComfy('loras', 'twice'));
    await cp(lora, inComfy('loras', 'twice', 'copy.safetensors'));
    await writeFile(inComfy('checkpoints', 'own.safetensors'), Buffer.alloc(3_000_000, 'own'));
    await link(inComfy('checkpoints', 'own.safetensors'), inComfy('checkpoints', 'second-name.safetensors'));
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Library');
    await showSpace(page);
    await expect(page.getByRole('heading', { name: 'Nothing to measure yet' })).toBeVisible();
    await page.getByRole('button', { name: 'Go to your files' }).press('Enter');
    await page.getByRole('button', { name: 'Scan now' }).click();
    await expect(rows(page).filter({ hasText: 'Verified' })).toHaveCount(2);
    await expect(rows(page).filter({ hasText: 'Unknown' })).toHaveCount(2);

    await showSpace(page);
    await expect(page.getByText('Links save 3.0 MB', { exact: false })).toBeVisible();
    await expect(group(page, 'Drives')).toContainText(/free of/);
    await expect(bar(page, 'Unknown to Civitai')).toContainText('3.0 MB');
    await expect(group(page, 'Largest files').getByRole('listitem').first()).toContainText(
      'mine.safetensors',
    );

    await bar(page, 'Unknown to Civitai').press('Enter');
    await expect(rows(page).filter({ hasText: /own|second-name/ })).toHaveCount(2);
    await expect(rows(page).filter({ hasText: mainJob.modelName })).toHaveCount(0);

    const creator = t.civitai.catalogue.modelById.get(mainJob.modelId)?.creator ?? 'nobody';
    await showSpace(page);
    await bar(page, creator).press('Enter');
    await expect(page.getByLabel('Narrowed by the space report')).toContainText(creator);
    await expect(rows(page).filter({ hasText: mainJob.modelName })).toHaveCount(2);
    await expect(rows(page).filter({ hasText: 'Unknown' })).toHaveCount(0);

    await showSpace(page);
    await bar(page, 'Duplicates').press('Enter');
    await expect(page.getByText('2 copies of')).toBeVisible();

    // What went into Civet's own trash is told, and goes for good after a question.
    await page
      .getByRole('navigation', { name: 'Your files' })
      .getByRole('button', { name: 'Files', exact: true })
      .press('Enter');
    await rows(page).filter({ hasText: mainJob.modelName }).first().focus();
    await page.keyboard.press('Delete');
    await showSpace(page);
    const trash = group(page, 'Civet’s trash');
    await expect(trash).toContainText('1 file');
    const empty = trash.getByRole('button', { name: 'Empty trash' });
    // The report may know of the file before the list of changes does.
    await expect(empty).toBeEnabled();
    await empty.press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).press('Enter');
    await expect(trash).toHaveCount(0);
    expect(t.civet.complaints).toEqual([]);
  });
});
