import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import { chooseComfy, download, goTo, openModel, signIn } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';

const t = e2e();

const fileRow = (page: Page, name: RegExp) =>
  page.getByRole('grid', { name: 'Files', exact: true }).getByRole('row', { name });
const notice = (page: Page) => page.getByRole('note');

describe('the files of a version', () => {
  it('downloads several at once by one button, each to its own folder', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'checkpoint');
    await chooseComfy(t.civet, t.profile);
    await openModel(page, model.modelName);
    await expect(fileRow(page, /^lanternArchipelagoMix/)).toHaveAttribute('aria-selected', 'true');
    const companion = page.getByRole('checkbox', { name: /^VAE/ });
    await expect(page.getByText('786 kB to ComfyUI › vae')).toBeVisible();
    await companion.press('Space');
    await page.getByRole('button', { name: 'Download 2 files, 9.2 MB' }).click();
    await goTo(page, 'Queue');
    await expect(page.getByRole('grid', { name: 'Downloads' }).getByText(/^Verified and placed/)).toHaveCount(
      2,
    );
    const models = join(t.profile.comfy, 'models');
    expect(await readdir(join(models, 'checkpoints'))).toEqual(['lanternArchipelagoMix_v10.safetensors']);
    expect(await readdir(join(models, 'vae'))).toEqual(['lanternArchipelago.vae.safetensors']);
    expect(t.civet.complaints).toEqual([]);
  });

  it('takes along what its creator says is needed beside it, unless the user leaves it out', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'checkpoint');
    const vae = t.civitai.catalogue.models
      .flatMap(({ versions }) => versions.flatMap(({ files }) => files))
      .find(({ name }) => name === 'lanternArchipelago.vae.safetensors');
    if (vae === undefined) throw new Error('The catalogue has no such file.');
    vae.metadata.isRequired = true;
    try {
      await chooseComfy(t.civet, t.profile);
      await openModel(page, model.modelName);
      const companion = page.getByRole('checkbox', { name: /^VAE\s*Needed/ });
      await expect(companion).toBeChecked();
      await expect(fileRow(page, /^lanternArchipelagoMix/)).toHaveAttribute('aria-selected', 'true');
      await expect(page.getByRole('button', { name: 'Download 2 files, 9.2 MB' })).toBeVisible();
      await companion.press('Space');
      await page.getByRole('button', { name: 'Download 8.4 MB to ComfyUI' }).click();
      await goTo(page, 'Queue');
      await expect(
        page.getByRole('grid', { name: 'Downloads' }).getByText(/^Verified and placed/),
      ).toHaveCount(1);
    } finally {
      delete vae.metadata.isRequired;
    }
    expect(t.civet.complaints).toEqual([]);
  });

  it('are chosen by key: an arrow takes one, its box adds another, and the choice can be remembered', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    await chooseComfy(t.civet, t.profile);
    await openModel(page, model.modelName);
    const [first, second] = [fileRow(page, /^aurora_fjord_light_v3\.safe/), fileRow(page, /fp32/)];
    await first.focus();
    await page.keyboard.press('ArrowDown');
    await expect(second).toHaveAttribute('aria-selected', 'true');
    await expect(first).toHaveAttribute('aria-selected', 'false');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('button', { name: 'Prefer SafeTensor, fp32, full from now on' }).click();
    await expect(second).toContainText('Your preference: SafeTensor, fp32, full');
    await first.focus();
    await page.keyboard.press('Control+Space');
    await expect(page.getByRole('button', { name: 'Download 2 files, 75.5 MB' })).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('lists what a pickle imports, with a word of warning at what can harm', async () => {
    const { page } = t.civet;
    await openModel(page, namedModel(t.civitai, 'danger').modelName);
    const imports = page.getByRole('list', { name: 'What the pickle imports' }).getByRole('listitem');
    await expect(imports.filter({ hasText: 'posix.system' })).toContainText('Dangerous');
    expect(t.civet.complaints).toEqual([]);
  });

  it('are told as installed, and where, once they are placed', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'noSha256');
    await chooseComfy(t.civet, t.profile);
    await openModel(page, model.modelName);
    await download(page);
    const installed = page.getByRole('list', { name: 'Installed' });
    await expect(installed).toContainText(`${model.fileName} in ComfyUI › loras`);
    await expect(
      installed.getByRole('button', { name: `Show ${model.fileName} in its folder` }),
    ).toBeVisible();
    await expect(fileRow(page, new RegExp(`^${model.fileName}`))).toContainText(
      'Installed in ComfyUI › loras',
    );
    await expect(page.getByRole('tab', { selected: true }).getByLabel('Installed')).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });
});

describe('what stands in the way', () => {
  it.each([
    ['earlyAccess', /^Early access until .*Buy on Civitai$/],
    ['paidForever', /^Paid .*Buy on Civitai$/],
    ['downloadsDisabled', /^Downloads disabled .*Use on Civitai$/],
  ] as const)('is said of %s before anything is queued, with the next step', async (key, words) => {
    await openModel(t.civet.page, namedModel(t.civitai, key).modelName);
    await expect(notice(t.civet.page)).toHaveText(words);
    expect(t.civitai.requests.filter(({ path }) => path.startsWith('/api/download/'))).toEqual([]);
  });

  it('is a login until somebody is signed in, and nothing for what is free', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'loginRequired');
    await openModel(page, namedModel(t.civitai, 'mainJob').modelName);
    await expect(page.getByTitle('Anyone can download this version.')).toHaveText('Free to download');
    await openModel(page, model.modelName);
    await expect(notice(page)).toHaveText(/^Login needed/);
    await notice(page).getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
    await signIn(page, t.civitai.token);
    await openModel(page, model.modelName);
    await expect(page.getByTitle('Downloading needs a login, and you are signed in.')).toBeVisible();
    await expect(notice(page)).toBeHidden();
    expect(t.civet.complaints).toEqual([]);
  });
});

describe('versions', () => {
  it('stand in order of their age, with what changed, and can be compared', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    await openModel(page, model.modelName);
    const tabs = page.getByRole('tablist', { name: 'Versions' }).getByRole('tab');
    await expect(tabs).toHaveText([/^v3\.0/, /^v2\.0/, /^v1\.0/]);
    await expect(tabs.first().getByLabel('Front version')).toBeVisible();
    await expect(page.getByText('Haze is thinner; skin keeps its colour.')).toBeVisible();
    await page.getByRole('button', { name: 'Compare' }).click();
    const dialog = page.getByRole('dialog', { name: 'Compare versions' });
    await expect(dialog.getByRole('row', { name: /^Files/ })).toContainText('Differs');
    await expect(dialog.getByRole('row', { name: /^Base model/ })).toContainText('The same');
    await dialog.getByRole('button', { name: /Version on the right/ }).click();
    await page.getByRole('option', { name: 'v1.0 for SD 1.5' }).click();
    await expect(page.getByRole('listbox')).toBeHidden();
    await expect(dialog.getByRole('row', { name: /^Base model/ })).toContainText('SD 1.5');
    await expect(dialog.getByRole('row', { name: /^Base model/ })).toContainText('Differs');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    expect(t.civet.complaints).toEqual([]);
  });

  it('are compared with the graphics memory that the user sets', async () => {
    const { page } = t.civet;
    await goTo(page, 'Settings');
    await page.getByRole('checkbox', { name: 'Set it myself' }).press('Space');
    await page.getByRole('textbox', { name: 'GPU memory in GiB' }).fill('1');
    await page.keyboard.press('Enter');
    await openModel(page, namedModel(t.civitai, 'mainJob').modelName);
    await expect(page.getByText(/of the 1 GiB of your graphics card/)).toBeVisible();
    await expect(fileRow(page, /fp32/)).toContainText('Fits');
    expect(t.civet.complaints).toEqual([]);
  });
});
