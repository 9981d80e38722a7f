import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import { chooseComfy, goTo } from '../support/drive';
import { e2e } from '../support/e2e';
import { WEB_PAGE } from '../support/flawed-files';
import { writeModel } from '../support/library-rig';
import { expect } from '../support/patient-expect';

const t = e2e(10);

const row = (page: Page, name: string) =>
  page.getByRole('grid', { name: 'Files in the library' }).getByRole('row', { name: new RegExp(`^${name}`) });
const inLoras = (name: string) => join(t.profile.comfy, 'models', 'loras', name);

describe('files that are cut short, or no models', () => {
  it('are told by their own beginning, and a cut one gives way to the whole', async () => {
    const { page } = t.civet;
    const { mainJob } = t.civitai.named;
    // Nothing is known of it: what its middle leads to has the size that its header promises.
    const path = await writeModel(t.civitai, 'mainJob', inLoras('interrupted.safetensors'));
    const whole = await readFile(path);
    await truncate(path, Math.floor(whole.length * 0.7));
    await writeFile(inLoras('login.safetensors'), WEB_PAGE);
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Library');
    await page.getByRole('button', { name: 'Scan now' }).click();
    await expect(row(page, 'interrupted.safetensors, Incomplete')).toContainText(
      /Cut short: .+ of .+ are there/,
    );
    await expect(row(page, 'login.safetensors, No model')).toContainText('This is a web page, not a model');

    await row(page, 'login.safetensors').focus();
    await page.keyboard.press('Enter');
    const details = page.getByRole('complementary', { name: 'File details' });
    await expect(details).toContainText('The site probably asked for a login');
    await row(page, 'interrupted.safetensors').focus();
    await page.keyboard.press('Enter');
    await expect(details).toContainText(/Cut short: .+ of .+ are there/);
    await details.getByRole('button', { name: 'Download the whole file' }).press('Enter');
    await expect(page.getByText('1 takes the place of the old one once it is proven')).toBeVisible();
    await expect(row(page, `${mainJob.modelName}, Verified`)).toBeVisible();
    await expect(row(page, `(interrupted.safetensors|${mainJob.modelName}), Incomplete`)).toHaveCount(0);
    expect((await readFile(path)).equals(whole)).toBe(true);
    expect(await readdir(inLoras(''))).toEqual(['interrupted.safetensors', 'login.safetensors']);

    // What was known as a whole is told by how much it has changed.
    await truncate(path, Math.floor(whole.length * 0.5));
    await row(page, mainJob.modelName).focus();
    await page.keyboard.press('Enter');
    await expect(details).toContainText(/Was .+, is .+ now/);

    await row(page, 'login.safetensors').focus();
    await page.keyboard.press('Enter');
    await details.getByRole('button', { name: 'Search by its name' }).press('Enter');
    await expect(page.getByRole('searchbox', { name: 'Search models' })).toHaveValue('login');
    expect(t.civet.complaints).toEqual([]);
  });
});
