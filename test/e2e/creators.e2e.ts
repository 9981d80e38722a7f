import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import { card, searches, searchFor } from '../support/discover';
import { openModel, openPalette } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';

const t = e2e();

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true });

/** By the command palette, as somebody who knows its name goes there. */
async function openByPalette(page: Page, name: string): Promise<void> {
  await openPalette(page);
  await page.keyboard.type(name);
  // The list follows what is typed a moment later, and Enter takes what it stands on.
  await expect(page.getByRole('dialog').locator('[data-focused]', { hasText: name })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(heading(page, name)).toBeVisible();
}

describe('a creator', () => {
  it('has a page with their models and their pictures, which the model leads to', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    const creator = t.civitai.catalogue.modelById.get(model.modelId)?.creator ?? '';
    expect(creator).not.toBe('');
    await openModel(page, model.modelName);
    await page.getByRole('button', { name: creator, exact: true }).click();
    await expect(heading(page, creator)).toBeVisible();
    await expect(page.getByRole('gridcell', { name: model.modelName, exact: true })).toBeVisible();
    await expect.poll(() => searches(t.civitai).at(-1)?.get('username')).toBe(creator);
    await page.getByRole('radio', { name: 'Pictures' }).press('Space');
    await expect(
      page
        .getByRole('grid', { name: 'Pictures' })
        .getByRole('gridcell', { name: new RegExp(`by ${creator}$`) })
        .first(),
    ).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(heading(page, model.modelName)).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('is a press away on every card', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    const creator = t.civitai.catalogue.modelById.get(model.modelId)?.creator ?? '';
    await searchFor(page, model.modelName);
    await card(page, model.modelName).getByRole('button', { name: creator, exact: true }).click();
    await expect(heading(page, creator)).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(card(page, model.modelName)).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('is found by a part of the name, by key alone', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    const creator = t.civitai.catalogue.modelById.get(model.modelId)?.creator ?? '';
    await openByPalette(page, 'Creators');
    await page.getByRole('searchbox', { name: 'Search creators' }).focus();
    await page.keyboard.type(creator.slice(1, -1).toUpperCase());
    const list = page.getByRole('grid', { name: 'Creators' });
    await expect(list.getByRole('row')).toHaveCount(1);
    await page.keyboard.press('Tab');
    if (
      !(await list
        .getByRole('row')
        .first()
        .evaluate((row) => row === document.activeElement))
    )
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(heading(page, creator)).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });
});

describe('a tag', () => {
  it('has a page with its models, which a model and the list of tags lead to', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    await openModel(page, model.modelName);
    await page.getByRole('button', { name: '#fjord', exact: true }).click();
    await expect(heading(page, '#fjord')).toBeVisible();
    await expect(page.getByRole('gridcell', { name: model.modelName, exact: true })).toBeVisible();
    await expect.poll(() => searches(t.civitai).at(-1)?.get('tag')).toBe('fjord');
    await openByPalette(page, 'Tags');
    await page.getByRole('searchbox', { name: 'Search tags' }).fill('fjor');
    await page.getByRole('grid', { name: 'Tags' }).getByRole('row', { name: '#fjord' }).click();
    await expect(heading(page, '#fjord')).toBeVisible();
    await page.getByRole('button', { name: 'Filter in Discover' }).click();
    await expect(page.getByRole('grid', { name: 'Models' })).toBeVisible();
    await expect(page.getByRole('group', { name: 'Filters' })).toContainText('fjord');
    expect(t.civet.complaints).toEqual([]);
  });
});
