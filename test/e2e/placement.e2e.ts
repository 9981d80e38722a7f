import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, it } from 'vitest';
import { modelOf } from '../support/civitai/publish-version.mjs';
import { chooseComfy, download, goTo, openModel } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';

const test = e2e();

// Before anybody has asked for its hashes: a checkpoint whose file holds a diffusion model alone.
beforeAll(() => {
  const { modelId } = namedModel(test.civitai, 'checkpoint');
  const [file] = modelOf(test.civitai, modelId).versions[0]?.files ?? [];
  if (file === undefined) throw new Error('There is no file.');
  file.tensorsOf = 'UNet';
});

const filesIn = (kind: string) =>
  readdir(join(test.profile.comfy, 'models', kind)).then(
    (names) => names.toSorted(),
    () => [],
  );

describe('where a file goes', () => {
  it('is decided by a rule that was written by keys and shown before it was kept', async () => {
    const { page } = test.civet;
    const first = namedModel(test.civitai, 'transient404');
    const model = namedModel(test.civitai, 'mainJob');
    await chooseComfy(test.civet, test.profile);
    // Something is here that the rule can be tried on.
    await openModel(page, model.modelName);
    await download(page);
    await expect.poll(() => filesIn('loras')).toEqual([model.fileName]);

    await goTo(page, 'Folders');
    await page.getByRole('button', { name: 'Add rule' }).press('Enter');
    const editor = page.getByRole('form', { name: 'New rule' });
    await editor.getByRole('textbox', { name: 'Value of condition 1' }).fill('SDXL');
    await editor.getByRole('button', { name: 'Goes to the folder for' }).press('Enter');
    await page.getByRole('option', { name: 'Hypernetwork' }).press('Enter');
    await expect(editor.getByText('1 file would go elsewhere')).toBeVisible();
    const preview = editor.getByRole('list', { name: 'Files that would go elsewhere' });
    await expect(preview).toContainText(model.fileName);
    await expect(preview).toContainText('ComfyUI › loras → ComfyUI › hypernetworks');
    // What was written is not thrown away by a key.
    const question = page.getByRole('alertdialog', { name: 'Discard the rule you are writing?' });
    await editor.getByRole('textbox', { name: 'Name of the rule' }).press('Escape');
    await question.getByRole('button', { name: 'Keep writing' }).press('Escape');
    await expect(question).toBeHidden();
    await expect(editor.getByRole('textbox', { name: 'Name of the rule' })).toBeFocused();
    await editor.getByRole('textbox', { name: 'Name of the rule' }).press('Enter');
    await expect(page.getByRole('list', { name: 'Rules' })).toContainText('SDXL → Hypernetwork');

    await openModel(page, first.modelName);
    await download(page);
    await expect.poll(() => filesIn('hypernetworks')).toEqual([first.fileName]);
    await goTo(page, 'Queue');
    await page.getByRole('row', { name: new RegExp(`^${first.modelName}`) }).press('Enter');
    await expect(page.getByText('Your rule “SDXL → Hypernetwork” → Hypernetwork')).toBeVisible();
    expect(await filesIn('loras'), 'nothing that was placed has moved').toEqual([model.fileName]);

    await test.restart('quit');
    await goTo(test.civet.page, 'Folders');
    await expect(test.civet.page.getByRole('list', { name: 'Rules' })).toContainText('SDXL → Hypernetwork');
    expect(test.civet.complaints).toEqual([]);
  });

  it('is chosen for one file, and becomes a rule from there', async () => {
    const { page } = test.civet;
    const model = namedModel(test.civitai, 'mainJob');
    await chooseComfy(test.civet, test.profile);
    await openModel(page, model.modelName);
    await page.getByRole('button', { name: 'Put into another folder' }).press('Enter');
    await page.getByRole('menuitem', { name: 'VAE' }).press('Enter');
    await expect(page.getByRole('button', { name: /^Download .* to ComfyUI › vae/ })).toBeVisible();
    await download(page);
    await expect.poll(() => filesIn('vae')).toEqual([model.fileName]);
    await goTo(page, 'Queue');
    const row = page.getByRole('row', { name: new RegExp(`^${model.modelName}`) });
    await row.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Make this a rule' }).click();
    const editor = page.getByRole('form', { name: 'New rule' });
    await expect(editor.getByRole('button', { name: 'Goes to the folder for' })).toContainText('VAE');
    await page.keyboard.press('Escape');
    await expect(editor).toBeHidden();
    expect(test.civet.complaints).toEqual([]);
  });

  it('is corrected by what the file itself says, in words that stay', async () => {
    const { page } = test.civet;
    const model = namedModel(test.civitai, 'checkpoint');
    await chooseComfy(test.civet, test.profile);
    await openModel(page, model.modelName);
    await expect(page.getByRole('button', { name: /^Download .* to ComfyUI › checkpoints/ })).toBeVisible();
    await download(page);
    await expect.poll(() => filesIn('diffusion_models')).toEqual([model.fileName]);
    expect(await filesIn('checkpoints')).toEqual([]);
    await test.restart('kill');
    await goTo(test.civet.page, 'Queue');
    await test.civet.page.getByRole('row', { name: new RegExp(`^${model.modelName}`) }).press('Enter');
    await expect(
      test.civet.page.getByText(
        'Its tensors are those of a diffusion model without text encoder and VAE → Diffusion model',
      ),
    ).toBeVisible();
    expect(test.civet.complaints).toEqual([]);
  });
});
