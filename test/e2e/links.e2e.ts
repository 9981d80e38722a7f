import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import { emptyWish } from '../../shared/civitai/search';
import { writeSearchLink } from '../../shared/civitai/search-link';
import { card, searchBox } from '../support/discover';
import { goTo } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { quit, startCivet } from '../support/electron-app';
import { expect } from '../support/patient-expect';
import { openPlan } from '../support/plan-drive';
import { startAgain } from '../support/start-again';

const t = e2e(10);

const chip = (page: Page, name: string) =>
  page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: `Remove ${name}` });

describe('a link of Civet’s own', () => {
  it('opens its search in a Civet that is started with it', async () => {
    const model = namedModel(t.civitai, 'mainJob');
    const link = writeSearchLink({ ...emptyWish, text: model.modelName, types: ['LORA'] });
    await quit(t.civet);
    t.civet = await startCivet(t.profile, t.civitai.origin, undefined, link);
    const { page } = t.civet;
    await expect(card(page, model.modelName)).toBeVisible();
    await expect(searchBox(page)).toHaveValue(model.modelName);
    await expect(chip(page, 'LoRA')).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('opens in the Civet that runs, a model at its version, and a search', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'manyVersions');
    await goTo(page, 'Settings');
    const version = t.civitai.catalogue.modelById.get(model.modelId)?.versions[5];
    expect(await startAgain(t, `civet://model/${model.modelId}?version=${version?.id}`)).toBe(0);
    await expect(page.getByRole('heading', { name: model.modelName, level: 1 })).toBeVisible();
    await expect(page.getByRole('tab', { name: String(version?.name), selected: true })).toBeVisible();
    expect(await startAgain(t, writeSearchLink({ ...emptyWish, text: 'lantern' }))).toBe(0);
    await expect(searchBox(page)).toHaveValue('lantern');
    await expect(page.getByRole('grid', { name: 'Models' })).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('waits until a dialog is closed, which keeps what was typed, and leaves the filters of last time alone', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    await openPlan(page);
    await page.getByRole('button', { name: 'Paste a list…' }).click();
    const list = page.getByRole('dialog').getByRole('textbox');
    await list.fill('not to be lost');
    expect(await startAgain(t, `civet://model/${model.modelId}`)).toBe(0);
    // The one that comes last is the one that is opened.
    const link = writeSearchLink({ ...emptyWish, text: model.modelName, types: ['LORA'] });
    expect(await startAgain(t, link)).toBe(0);
    await expect(list).toHaveValue('not to be lost');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await expect(searchBox(page)).toHaveValue(model.modelName);
    await expect(chip(page, 'LoRA')).toBeVisible();
    await t.restart('quit');
    await expect(t.civet.page.getByRole('grid', { name: 'Models' })).toBeVisible();
    await expect(chip(t.civet.page, '')).toHaveCount(0);
    expect(t.civet.complaints).toEqual([]);
  });

  it('that is none, or stands beside one, changes nothing', async () => {
    const { page } = t.civet;
    await goTo(page, 'Settings');
    for (const args of [
      ['civet://discover?colour=red'],
      ['civet://model/1/../../account'],
      ['civet://model/900001', 'civet://models/900002'],
      ['--open=civet://model/900001'],
      ['https://example.com/', 'file:///etc/passwd'],
    ])
      await startAgain(t, ...args);
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
    expect(t.civitai.requests.filter(({ path }) => /\/models\/90000/.test(path))).toEqual([]);
    expect(t.civet.complaints).toEqual([]);
  });
});
