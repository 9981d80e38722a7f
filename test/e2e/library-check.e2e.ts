import { execFile } from 'node:child_process';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import { chooseComfy, goTo } from '../support/drive';
import { dropPaths } from '../support/drop-files';
import { e2e } from '../support/e2e';
import { writeModel } from '../support/library-rig';
import { expect } from '../support/patient-expect';

const run = promisify(execFile);
const t = e2e(10);

const row = (page: Page, name: string) =>
  page.getByRole('grid', { name: 'Files in the library' }).getByRole('row', { name: new RegExp(`^${name}`) });
const inLoras = (name: string) => join(t.profile.comfy, 'models', 'loras', name);

describe('a library that is checked', () => {
  it('names damage, and has lost and damaged files downloaded again by their hash', async () => {
    const { page } = t.civet;
    const { mainJob } = t.civitai.named;
    const mine = await writeModel(t.civitai, 'mainJob', inLoras('mine.safetensors'));
    await writeFile(inLoras('own.safetensors'), 'my own');
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Library');
    await page.getByRole('button', { name: 'Scan now' }).click();
    await expect(row(page, mainJob.modelName)).toContainText('Verified');

    // Gone, and fetched again by its hash; what is there under another name is missing no more.
    await rm(mine);
    await expect(row(page, mainJob.modelName)).toContainText('Missing');
    await row(page, mainJob.modelName)
      .getByRole('button', { name: `More for ${mainJob.modelName}` })
      .click();
    await page.getByRole('menuitem', { name: 'Download again' }).click();
    await expect(page.getByText('1 file queued once more')).toBeVisible();
    await expect(row(page, `${mainJob.modelName}, Verified`)).toBeVisible();
    await expect(row(page, `${mainJob.modelName}, Missing`)).toHaveCount(0);

    // One byte of it turns, as on a disk that fails: nobody wrote to it.
    // It is where it was, under the name that the user had given it.
    const path = mine;
    const turned = join(t.profile.comfy, 'turned');
    const bytes = await readFile(path);
    bytes.fill(bytes.at(1_000_000) === 1 ? 2 : 1, 1_000_000, 1_000_001);
    await writeFile(turned, bytes);
    // A date of Node’s knows no nanoseconds.
    await run('touch', ['-r', path, turned]);
    // At once, because Civet looks as well: never is it there with another date.
    await rename(turned, path);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Check all files' }).click();
    await expect(page.getByText(/Checked .*: 1 unchanged, 1 damaged$/)).toBeVisible();

    // Asked what it is, Civet does not answer with what the file was.
    await dropPaths(page, [path]);
    const asked = page.getByRole('listitem').filter({ hasText: basename(path) });
    await expect(asked).toContainText('Damaged');
    await expect(asked).toContainText('Its bytes are others than your library knew');
    await expect(asked).not.toContainText('Exactly as published');
    await expect(asked.getByRole('button', { name: 'Download again' })).toBeVisible();

    await goTo(page, 'Library');
    await page.getByRole('button', { name: 'Show what needs you' }).click();
    await expect(row(page, 'own.safetensors')).toHaveCount(0);
    await row(page, mainJob.modelName).focus();
    await page.keyboard.press('Enter');
    const details = page.getByRole('complementary', { name: 'File details' });
    await expect(details).toContainText('found damaged');
    const damaged = await readFile(path);
    await details.getByRole('button', { name: 'Download again' }).press('Enter');
    await expect(page.getByText('1 takes the place of the old one once it is proven')).toBeVisible();
    await expect(row(page, `${mainJob.modelName}, Damaged`)).toHaveCount(0);
    await expect.poll(async () => (await readFile(path)).equals(damaged)).toBe(false);
    await expect.poll(() => readdir(inLoras(''))).toEqual(['mine.safetensors', 'own.safetensors']);
    // What the check has found stays until it is put away.
    await page.reload();
    await goTo(page, 'Library');
    await expect(page.getByText(/Checked .*: 1 unchanged$/)).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss the summary of the check' }).press('Enter');
    await expect(page.getByText(/Checked .*: 1 unchanged/)).toHaveCount(0);
    expect(t.civet.complaints).toEqual([]);
  });
});
