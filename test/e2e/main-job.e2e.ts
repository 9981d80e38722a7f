import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { chooseComfy, download, downloadRow, goTo, openModel } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';

const t = e2e();

async function sha256Of(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
    .toUpperCase();
}

describe('the main job', () => {
  it('goes from a search to a verified file in the right folder', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    await chooseComfy(t.civet, t.profile);
    await openModel(page, model.modelName);
    const suggested = page.getByRole('row', { name: new RegExp(`^${model.fileName}`) });
    await expect(suggested).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('button', { name: 'Download 25.2 MB to ComfyUI › loras' })).toBeVisible();
    await download(page);
    await goTo(page, 'Queue');
    await expect(downloadRow(page, model.modelName)).toContainText('Verified and placed');
    const folder = join(t.profile.comfy, 'models', 'loras');
    expect(await readdir(folder)).toEqual([model.fileName]);
    expect(await sha256Of(join(folder, model.fileName))).toBe(model.sha256);
    await goTo(page, 'Library');
    await expect(page.getByRole('grid', { name: 'Files in the library' })).toContainText(model.modelName);
    expect(t.civet.complaints).toEqual([]);
  });

  it('goes from screen to screen by key also while a toast is shown', async () => {
    const { page } = t.civet;
    await chooseComfy(t.civet, t.profile);
    await expect(page.getByText(/^New files go to ComfyUI/)).toBeVisible();
    for (const [key, heading] of [
      ['2', 'Following'],
      ['3', 'Queue'],
      ['4', 'Library'],
      ['5', 'Folders'],
      ['6', 'Settings'],
      ['7', 'Account'],
    ] as const) {
      await page.keyboard.press(`Control+${key}`);
      await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
    }
  });

  it('keeps what was placed in the library after the queue was cleared', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'noSha256');
    await chooseComfy(t.civet, t.profile);
    await openModel(page, model.modelName);
    await download(page);
    await goTo(page, 'Queue');
    const row = downloadRow(page, model.modelName);
    await expect(row).toContainText('Verified and placed');
    await row.getByRole('button', { name: `Remove ${model.modelName} from the list` }).click();
    await expect(row).toBeHidden();
    await goTo(page, 'Library');
    await expect(page.getByRole('grid', { name: 'Files in the library' })).toContainText(model.modelName);
  });

  it('downloads the file that was chosen, not the one that was preselected', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    await chooseComfy(t.civet, t.profile);
    await openModel(page, model.modelName);
    await page.getByRole('row', { name: /fp32/ }).click();
    await download(page);
    await goTo(page, 'Queue');
    await expect(downloadRow(page, model.modelName)).toContainText('Verified and placed');
    const asked = t.civitai.requests.filter((request) => request.path.startsWith('/api/download/'));
    expect(asked.map((request) => request.path)).toEqual([
      `/api/download/models/${model.versionId}?fileId=${model.files.find((file) => file.fileName.includes('fp32'))?.fileId}`,
    ]);
  });

  it('asks a second time before it fetches a file that a scan calls dangerous', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'danger');
    await chooseComfy(t.civet, t.profile);
    await openModel(page, model.modelName);
    await page.getByRole('button', { name: /^Download/ }).click();
    const question = page.getByRole('alertdialog', { name: /^Civitai calls this file/ });
    await expect(question).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(question).toBeHidden();
    expect(t.civitai.requests.filter((request) => request.path.startsWith('/api/download/'))).toEqual([]);
    await page.getByRole('button', { name: /^Download/ }).click();
    await question.getByRole('checkbox').press('Space');
    await question.getByRole('button', { name: /download/i }).click();
    await goTo(page, 'Queue');
    await expect(downloadRow(page, model.modelName)).toContainText('Verified and placed');
  });

  it('puts both of two files with one name of one version on disk', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'sameNames');
    await chooseComfy(t.civet, t.profile);
    await openModel(page, model.modelName);
    const files = page.getByRole('row', { name: new RegExp(`^${model.fileName}`) });
    await expect(files).toHaveCount(2);
    for (const index of [0, 1]) {
      await files.nth(index).click();
      await download(page);
    }
    await goTo(page, 'Queue');
    await expect(page.getByRole('grid', { name: 'Downloads' }).getByText(/^Verified and placed/)).toHaveCount(
      2,
    );
    const entries = await readdir(join(t.profile.comfy, 'models'), { recursive: true, withFileTypes: true });
    const placed = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(placed.length).toBe(2);
    const hashes = await Promise.all(placed.map(sha256Of));
    expect(hashes.sort()).toEqual(model.files.map((file) => file.sha256).sort());
  });
});
