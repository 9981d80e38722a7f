import { describe, it } from 'vitest';
import {
  card,
  chooseMaturity,
  grid,
  openMaturity,
  ratingsFetched,
  scrollThrough,
  searches,
  searchFor,
  tick,
} from '../support/discover';
import { openModel } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';

const t = e2e(200);

const lastSearch = () => searches(t.civitai).at(-1);
const highestFetched = () => Math.max(...ratingsFetched(t.civitai));

describe('maturity', () => {
  it('PG at first: shows and fetches nothing above it in a whole list', async () => {
    const { page } = t.civet;
    await expect(page.getByRole('button', { name: 'Maturity: up to PG', exact: true })).toBeVisible();
    await tick(page, 'Base model', 'SDXL 1.0');
    const names = await scrollThrough(page);
    expect(names).not.toContain(namedModel(t.civitai, 'matureX').modelName);
    await expect.poll(() => ratingsFetched(t.civitai)).toEqual([1]);
    // A link leads to what no list shows; its page says so, without a picture of it.
    const mature = namedModel(t.civitai, 'matureX');
    await searchFor(page, `https://civitai.com/models/${mature.modelId}`);
    await expect(page.getByRole('heading', { name: mature.modelName, level: 1 })).toBeVisible();
    await expect(page.getByText(/above your level$/)).toBeVisible();
    await expect(page.getByText('No pictures for this version at your maturity level.')).toBeVisible();
    expect(ratingsFetched(t.civitai)).toEqual([1]);
    expect(searches(t.civitai).every((search) => search.get('nsfw') === 'false')).toBe(true);
  });

  it('raised shows and fetches up to that level, lowered no more at once, and holds after a restart', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'matureX');
    // Something must have been fetched, or nothing above it would prove nothing.
    await expect.poll(highestFetched).toBe(1);
    await searchFor(page, model.modelName);
    await expect(page.getByText('Nothing matches', { exact: true })).toBeVisible();
    await chooseMaturity(page, 'PG-13');
    await expect.poll(() => lastSearch()?.get('nsfw')).toBe('true');
    await expect(page.getByText('Nothing matches', { exact: true })).toBeVisible();
    expect(highestFetched()).toBe(1);
    // Its tamest picture is rated R, so that is the one to be seen.
    await chooseMaturity(page, 'R');
    await expect(card(page, model.modelName)).toBeVisible();
    await expect.poll(highestFetched).toBe(4);
    await chooseMaturity(page, 'X');
    await expect.poll(highestFetched).toBe(8);
    await t.restart('quit');
    await searchFor(t.civet.page, model.modelName);
    await expect(card(t.civet.page, model.modelName)).toBeVisible();
    await chooseMaturity(t.civet.page, 'PG');
    await expect(t.civet.page.getByText('Nothing matches', { exact: true })).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('blurs above a level until asked, for one picture by key or click, or for all', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'matureX');
    const blurred = grid(page).locator('.ui-veiled');
    await chooseMaturity(page, 'XXX');
    await page.getByRole('button', { name: /^Maturity: / }).click();
    await page.getByRole('button', { name: /Blur until I ask/ }).click();
    await page.getByRole('option', { name: 'Pictures above PG-13' }).click();
    await expect(page.getByRole('listbox')).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: 'Maturity' })).toBeHidden();
    await searchFor(page, model.modelName);
    await expect(blurred).toHaveCount(1);
    const filter = () =>
      blurred
        .locator('img')
        .evaluate((image) => getComputedStyle(image).filter)
        .catch(() => 'none');
    await expect.poll(filter).toMatch(/^blur\(/);
    await card(page, model.modelName).focus();
    await page.keyboard.press('v');
    await expect(blurred).toHaveCount(0);

    // Without a search others are blurred still; the button shows one of them and opens no page.
    await searchFor(page, '');
    const lifts = grid(page).getByRole('button', { name: /^Show the picture of / });
    await expect(lifts.first()).toBeVisible();
    // How many there are grows while the list comes, so the one that is pressed is looked for by its name.
    const name = (await lifts.first().getAttribute('aria-label')) ?? '';
    const pressed = grid(page).getByRole('button', { name, exact: true });
    await pressed.click();
    await expect(pressed).toHaveCount(0);
    await expect(blurred.first()).toBeVisible();
    await expect(grid(page)).toBeVisible();
    await openMaturity(page);
    await page.getByRole('checkbox', { name: 'Show blurred pictures until Civet closes' }).press('Space');
    await expect(blurred).toHaveCount(0);
    expect(t.civet.complaints).toEqual([]);
  });

  it('is chosen by key, beginning at the level there is', async () => {
    const { page } = t.civet;
    await page.getByRole('button', { name: /^Maturity: / }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('radio', { name: 'PG', exact: true })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Maturity: up to PG-13', exact: true })).toBeFocused();
    expect(t.civet.complaints).toEqual([]);
  });

  it('blurs on the page of a model as well, small and large, until a key asks for a picture', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'matureX');
    await chooseMaturity(page, 'XXX');
    await page.getByRole('button', { name: /^Maturity: / }).click();
    await page.getByRole('button', { name: /Blur until I ask/ }).click();
    await page.getByRole('option', { name: 'Pictures above PG-13' }).click();
    await expect(page.getByRole('listbox')).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: 'Maturity' })).toBeHidden();
    await openModel(page, model.modelName);
    const strip = page.getByRole('grid', { name: 'Pictures' });
    const blurred = strip.locator('.ui-veiled');
    await expect(blurred.first()).toBeVisible();
    const count = await strip.getByRole('row').count();
    await expect(blurred).toHaveCount(count);
    await strip
      .getByRole('row')
      .first()
      .click({ position: { x: 12, y: 12 } });
    const viewer = page.getByRole('dialog');
    await expect(viewer.locator('.ui-veiled')).toHaveCount(1);
    await page.keyboard.press('v');
    await expect(viewer.locator('.ui-veiled')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(blurred).toHaveCount(count - 1);
    expect(t.civet.complaints).toEqual([]);
  });
});
