import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import {
  card,
  expectFirst,
  grid,
  listingOf,
  namesShown,
  removeChip,
  scrollThrough,
  searchBox,
  searches,
  searchFor,
  searchList,
  tick,
} from '../support/discover';
import { chooseComfy, download, downloadRow, goTo, openModel, signIn } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';

const t = e2e(200);

const lastSearch = () => searches(t.civitai).at(-1);
const chip = (page: Page, name: string) => page.getByRole('row', { name, exact: true });
const panel = (page: Page) => page.getByRole('dialog', { name: 'More filters' });
const openPanel = (page: Page) => page.getByRole('button', { name: /^More filters/ }).click();

/** By key: a forced click while the panel still moves meets what is beside the box. */
async function flip(page: Page, name: string): Promise<void> {
  const box = panel(page).getByRole('checkbox', { name });
  await box.press('Space');
  await expect(box).toBeChecked();
}

async function closePanel(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
}

/** The models of the catalogue that PG shows and that are as asked, by the server's own records. */
function recordsWhere(test: (model: (typeof t.civitai.catalogue.models)[number]) => boolean) {
  return new Set(t.civitai.catalogue.models.filter(test).map(({ name }) => name.trim()));
}

describe('filters', () => {
  it('the service knows are asked of it', async () => {
    const { page } = t.civet;
    await openPanel(page);
    await flip(page, 'Can be used on Civitai’s generator');
    await flip(page, 'Look at the main file only');
    await flip(page, 'Selling the model');
    await closePanel(page);
    const expected = await listingOf(
      t.civitai,
      'supportsGeneration=true&primaryFileOnly=true&allowCommercialUse=Sell&sort=Highest+Rated',
    );
    await expectFirst(page, expected.names);
    expect(await scrollThrough(page)).toEqual(expected.names);
    const last = lastSearch();
    expect(
      ['supportsGeneration', 'primaryFileOnly', 'allowCommercialUse'].map((name) => last?.get(name)),
    ).toEqual(['true', 'true', 'Sell']);
    for (const name of ['On Civitai’s generator', 'Main file only', 'Selling the model allowed'])
      await expect(chip(page, name)).toBeVisible();
    await page.getByRole('button', { name: 'Clear all' }).click();
    await expect(page.getByRole('button', { name: /^Remove / })).toHaveCount(0);
    await expectFirst(page, (await listingOf(t.civitai, 'sort=Highest+Rated')).names);
    expect(t.civet.complaints).toEqual([]);
  });

  it('the service refuses are applied to what it sends, and it never sees them', async () => {
    const { page } = t.civet;
    const all = await listingOf(t.civitai, 'types=LORA&sort=Highest+Rated');
    const free = recordsWhere((model) => model.allowNoCredit && model.allowDerivatives);
    const expected = all.names.filter((name) => free.has(name));
    expect(expected.length).toBeLessThan(all.names.length);
    await tick(page, 'Type', 'LoRA');
    await openPanel(page);
    await flip(page, 'Use without naming the creator');
    await flip(page, 'Merges and other derivatives');
    await closePanel(page);
    await expectFirst(page, expected);
    expect(await scrollThrough(page)).toEqual(expected);
    await expect(page.getByText(/models? (was|were) left out by your filters\./)).toBeVisible();
    expect([...(lastSearch()?.keys() ?? [])].filter((name) => name.startsWith('allow'))).toEqual([]);
    await removeChip(page, 'No credit needed');
    await removeChip(page, 'Derivatives allowed');
    await expectFirst(page, all.names);
    expect(t.civet.complaints).toEqual([]);
  });

  it('hide early access and what is too large', async () => {
    const { page } = t.civet;
    const early = namedModel(t.civitai, 'earlyAccess').modelName;
    // Of the documented samples, because the invented files are small. It has 2.1 GB.
    const large = 'SynthwavePunk';
    await searchFor(page, early);
    await expect(card(page, early)).toBeVisible();
    await openPanel(page);
    await flip(page, 'Hide early access and paid');
    await closePanel(page);
    await expect(card(page, early)).toBeHidden();
    await removeChip(page, 'Without early access and paid');
    await searchFor(page, large);
    await expect(card(page, large)).toBeVisible();
    await openPanel(page);
    await panel(page)
      .getByRole('button', { name: /Largest file/ })
      .click();
    await page.getByRole('option', { name: 'Up to 250.0 MB' }).click();
    await expect(page.getByRole('listbox')).toBeHidden();
    await closePanel(page);
    await expect(card(page, large)).toBeHidden();
    await removeChip(page, 'Up to 250.0 MB');
    await expect(card(page, large)).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('hide what is installed, but take no card away under the hand', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    await chooseComfy(t.civet, t.profile);
    await openModel(page, model.modelName);
    await download(page);
    await goTo(page, 'Queue');
    await expect(downloadRow(page, model.modelName)).toContainText('Verified');
    await goTo(page, 'Discover');
    await expect(card(page, model.modelName)).toBeVisible();
    await openPanel(page);
    await flip(page, 'Hide what I have');
    await closePanel(page);
    await expect(card(page, model.modelName)).toBeHidden();
    await removeChip(page, 'Without what I have');
    await expect(card(page, model.modelName)).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('of the account wait for one, and then show its favorites', async () => {
    const { page } = t.civet;
    await openPanel(page);
    const favorites = panel(page).getByRole('checkbox', { name: 'My favorites' });
    await expect(favorites).toBeDisabled();
    await expect(favorites).toHaveAccessibleDescription('Needs an account: sign in first.');
    await closePanel(page);
    await signIn(page, t.civitai.token);
    await expect(page.getByText('civet_tester').first()).toBeVisible();
    await goTo(page, 'Discover');
    await openPanel(page);
    await flip(page, 'My favorites');
    await closePanel(page);
    await expect.poll(() => lastSearch()?.get('favorites')).toBe('true');
    await expect(page.getByText('Nothing matches', { exact: true })).toBeVisible();
    await removeChip(page, 'My favorites');
    await expectFirst(page, (await listingOf(t.civitai, 'sort=Highest+Rated')).names);
    expect(t.civet.complaints).toEqual([]);
  });

  it('that nothing passes stop after some pages and leave going on to the user', async () => {
    const { page } = t.civet;
    await searchFor(page, '#zzyzx-nowhere');
    await expect(page.getByText('Nothing matches', { exact: true })).toBeVisible();
    const count = () => searches(t.civitai).filter((search) => search.has('tag')).length;
    expect(count()).toBeLessThanOrEqual(8);
    expect(await namesShown(page)).toEqual([]);
  });
});

describe('chosen filters', () => {
  it('are there again after a restart, and the words are not', async () => {
    const { page } = t.civet;
    await tick(page, 'Type', 'LoRA');
    await searchFor(page, 'fjord #style');
    await expect(chip(page, 'Tag: style')).toBeVisible();
    await t.restart('quit');
    const again = t.civet.page;
    await expect(chip(again, 'Tag: style')).toBeVisible();
    await expect(chip(again, 'LoRA')).toBeVisible();
    await expect(searchBox(again)).toHaveValue('');
    await expectFirst(again, (await listingOf(t.civitai, 'types=LORA&tag=style&sort=Highest+Rated')).names);
    expect(t.civet.complaints).toEqual([]);
  });

  it('are saved under a name, taken again, renamed, deleted and brought back', async () => {
    const { page } = t.civet;
    const saved = page.getByRole('dialog', { name: 'Saved searches' });
    const openSaved = () => page.getByRole('button', { name: 'Saved', exact: true }).click();
    const fjords = await listingOf(t.civitai, 'types=LORA&query=fjord&sort=Highest+Rated');
    await tick(page, 'Type', 'LoRA');
    await searchFor(page, 'fjord');
    await expectFirst(page, fjords.names);
    await openSaved();
    await saved.getByRole('textbox', { name: 'Save this search as' }).fill('Fjords');
    await page.keyboard.press('Enter');
    await expect(saved.getByRole('button', { name: /^Fjords/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await removeChip(page, 'LoRA');
    await searchFor(page, '');
    await expectFirst(page, (await listingOf(t.civitai, 'sort=Highest+Rated')).names);

    await t.restart('quit');
    const again = t.civet.page;
    const list = again.getByRole('dialog', { name: 'Saved searches' });
    const openAgain = () => again.getByRole('button', { name: 'Saved', exact: true }).click();
    await openAgain();
    await list.getByRole('button', { name: /^Fjords/ }).click();
    await expectFirst(again, fjords.names);
    await expect(searchBox(again)).toHaveValue('fjord');
    await expect(list).toBeHidden();
    await openAgain();
    await list.getByRole('button', { name: 'Rename Fjords' }).click();
    await list.getByRole('textbox', { name: 'New name' }).fill('Northern lights');
    await again.keyboard.press('Enter');
    await list.getByRole('button', { name: 'Delete Northern lights' }).click();
    await expect(list.getByText('No search is saved yet.')).toBeVisible();
    await again.keyboard.press('Escape');
    await again.getByRole('button', { name: 'Undo' }).click();
    await openAgain();
    await expect(list.getByRole('button', { name: /^Northern lights/ })).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('are copied as a link that the search box opens, and only when it is meant', async () => {
    const { page, app } = t.civet;
    const expected = await listingOf(t.civitai, 'types=LORA&query=fjord&sort=Newest');
    await tick(page, 'Type', 'LoRA');
    await searchFor(page, 'fjord');
    await page.getByRole('button', { name: 'Saved', exact: true }).click();
    await page.getByRole('button', { name: 'Copy link to this search' }).click();
    await expect(page.getByText(/^Link copied\./)).toBeVisible();
    const link = await app.evaluate(({ clipboard }) => clipboard.readText());
    expect(link).toBe('civet://discover?q=fjord&type=LORA');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await searchFor(page, '');
    const before = searches(t.civitai).length;
    await searchBox(page).fill(`${link}&sort=Newest`);
    await expect(
      searchList(page).getByRole('option', { name: 'Search by link “fjord” · LoRA' }),
    ).toBeVisible();
    expect(searches(t.civitai).length).toBe(before);
    await page.keyboard.press('Enter');
    await expectFirst(page, expected.names);
    await expect(searchBox(page)).toHaveValue('fjord');
    await expect(grid(page)).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });
});
