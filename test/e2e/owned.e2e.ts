import { join } from 'node:path';
import { describe, it } from 'vitest';
import { card } from '../support/discover';
import { chooseComfy, goTo, openModel } from '../support/drive';
import { e2e } from '../support/e2e';
import { writeModel } from '../support/library-rig';
import { expect } from '../support/patient-expect';

const t = e2e(10);

describe('a file that was there before Civet', () => {
  it('counts as what one has: on cards, on its page and among the filters', async () => {
    const { page } = t.civet;
    const { mainJob } = t.civitai.named;
    const loras = join(t.profile.comfy, 'models', 'loras');
    await writeModel(t.civitai, 'mainJob', join(loras, 'mine.safetensors'));
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Discover');
    const offer = card(page, mainJob.modelName).getByRole('button', { name: /^Download / });
    await expect(offer).toBeVisible();
    await goTo(page, 'Library');
    await page.getByRole('button', { name: 'Scan now' }).click();
    const files = page.getByRole('grid', { name: 'Files in the library' });
    await expect(files.getByRole('row', { name: new RegExp(`^${mainJob.modelName}`) })).toContainText(
      'Verified',
    );

    await goTo(page, 'Discover');
    await expect(card(page, mainJob.modelName)).toContainText('On your disk');
    await expect(offer).toHaveCount(0);
    await openModel(page, mainJob.modelName);
    await expect(page.getByRole('list', { name: 'Installed' })).toContainText(`mine.safetensors in ${loras}`);

    await goTo(page, 'Discover');
    await page.getByRole('button', { name: /^More filters/ }).click();
    const hide = page.getByRole('checkbox', { name: 'Hide what I have' });
    await hide.press('Space');
    await expect(hide).toBeChecked();
    await page.keyboard.press('Escape');
    await expect(card(page, mainJob.modelName)).toHaveCount(0);
    expect(t.civitai.requests.filter(({ path }) => path.startsWith('/api/download'))).toEqual([]);
    expect(t.civet.complaints).toEqual([]);
  });
});
