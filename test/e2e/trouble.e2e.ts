import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { beginDownload, chooseComfy, downloadRow, goTo, openModel, signIn } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { filesHolding } from '../support/files-below';
import { expect } from '../support/patient-expect';

const t = e2e();

describe('trouble is explained', () => {
  it('a wrong hash: the file is kept aside, said, and fetched again on demand', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    t.civitai.faults.set(model.fileId, { wrongBytes: true });
    await beginDownload(t.civet, t.profile, model.modelName);
    const list = page.getByRole('grid', { name: 'Downloads' });
    const again = list.getByRole('button', { name: /^Download again/ }).first();
    await expect(again).toBeVisible();
    const folder = join(t.profile.comfy, 'models', 'loras');
    await expect.poll(() => readdir(folder)).toEqual([expect.stringMatching(/\.damaged$/)]);
    const kept = await readdir(folder);
    t.civitai.faults.clear();
    await again.click();
    await expect(downloadRow(page, model.modelName)).toContainText('Verified and placed');
    await expect.poll(async () => (await readdir(folder)).sort()).toEqual([model.fileName, ...kept].sort());
  });

  it('a file that needs a login: said, and fetched after signing in; the token goes to the API alone', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'loginRequired');
    await beginDownload(t.civet, t.profile, model.modelName);
    const list = page.getByRole('grid', { name: 'Downloads' });
    await list
      .getByRole('button', { name: /^Sign in/ })
      .first()
      .click();
    await page.getByRole('textbox', { name: 'API token' }).fill(t.civitai.token);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByText('civet_tester').first()).toBeVisible();
    await goTo(page, 'Queue');
    // What only waited for the login goes on by itself.
    await expect(downloadRow(page, model.modelName)).toContainText('Verified and placed');

    const carriers = t.civitai.requests.filter((request) =>
      JSON.stringify(request).includes(t.civitai.token),
    );
    expect(carriers.length).toBeGreaterThan(1);
    for (const request of carriers) {
      expect(request.origin).toBe('api');
      expect(request.path).not.toContain(t.civitai.token);
    }
    expect(t.civitai.requests.filter((request) => request.origin === 'storage').length).toBe(1);
    expect(await page.content()).not.toContain(t.civitai.token);
    expect(await filesHolding(t.profile.data, [t.civitai.token])).toEqual([]);
  });

  it('a token that Civitai does not know: said, and not kept', async () => {
    const { page } = t.civet;
    await signIn(page, 'this-token-is-not-known');
    await expect(page.getByText('Civitai did not accept this token').first()).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'API token' })).toBeVisible();
  });

  it('no folder chosen yet: the button leads to where one is chosen', async () => {
    const { page } = t.civet;
    await openModel(page, namedModel(t.civitai, 'mainJob').modelName);
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await expect(page.getByRole('heading', { name: 'Folders', level: 1 })).toBeVisible();
  });

  it('text of strangers runs nothing and asks nobody', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'hostileText');
    await page.evaluate(() => {
      (window as unknown as { stolen: boolean }).stolen = false;
    });
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Discover');
    await page.getByRole('searchbox', { name: 'Search models' }).fill('hostile');
    await page.keyboard.press('Enter');
    await page.getByRole('grid', { name: 'Models' }).getByRole('gridcell').first().click();
    await page.getByRole('button', { name: /^Download/ }).click();
    await goTo(page, 'Queue');
    await expect(page.getByRole('grid', { name: 'Downloads' })).toContainText(/Verified and placed|Placed/);
    const placed = (await readdir(t.profile.comfy, { recursive: true, withFileTypes: true })).filter(
      (entry) => entry.isFile(),
    );
    expect(placed).toHaveLength(1);
    expect(placed[0]?.parentPath.startsWith(join(t.profile.comfy, 'models'))).toBe(true);
    expect(placed[0]?.name).not.toMatch(/[<>:"/\\|?*]|^\.|[. ]$/);
    expect(
      await page.evaluate(
        () => document.querySelectorAll('iframe, object, embed, img[onerror], [onclick]').length,
      ),
    ).toBe(0);
    expect(t.civitai.requests.every((request) => ['api', 'storage', 'images'].includes(request.origin))).toBe(
      true,
    );
    void model;
  });
});
