import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { chooseComfy, download, goTo, openModel } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';

const test = e2e();

describe('names and files beside models', () => {
  it('are what the settings say, written by keys alone, and shown before they are used', async () => {
    const { page } = test.civet;
    const model = namedModel(test.civitai, 'mainJob');
    await chooseComfy(test.civet, test.profile);
    await openModel(page, model.modelName);

    await goTo(page, 'Settings');
    const name = page.getByRole('textbox', { name: 'File name' });
    await name.fill('{modle}');
    await expect(page.getByText('There is no {modle}.', { exact: false })).toBeVisible();
    await name.fill('');
    await page.getByRole('button', { name: 'Insert a fact into the file name' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Id of the model' }).press('Enter');
    await expect(name).toHaveValue('{model-id}');
    // A menu that fades out keeps the focus until it has gone.
    await expect(name).toBeFocused();
    await page.getByRole('textbox', { name: 'Subfolders' }).fill('{type}/sorted');
    await expect(page.getByText(`${model.modelId}.safetensors`).first()).toBeVisible();

    const dialect = page.getByRole('checkbox', { name: /^Stability Matrix/ });
    await dialect.focus();
    await page.keyboard.press('Space');
    await expect(dialect).toBeChecked();

    await openModel(page, model.modelName);
    await download(page);
    const folder = join(test.profile.comfy, 'models', 'loras', model.modelType, 'sorted');
    await expect
      .poll(async () => (await readdir(folder).catch(() => [])).toSorted())
      .toEqual([`${model.modelId}.cm-info.json`, `${model.modelId}.safetensors`]);
    const written: unknown = JSON.parse(
      await readFile(join(folder, `${model.modelId}.cm-info.json`), 'utf8'),
    );
    expect(written).toMatchObject({ ModelId: model.modelId, VersionId: model.versionId });

    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'Write now' }).press('Enter');
    await expect(page.getByText('Looked at 2 models; files written: 1.')).toBeVisible();
    expect(test.civet.complaints).toEqual([]);
  });
});
