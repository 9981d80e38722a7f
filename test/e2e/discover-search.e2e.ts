import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import {
  card,
  expectFirst,
  listingOf,
  removeChip,
  searchBox,
  searches,
  searchFor,
  searchList,
} from '../support/discover';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';

const t = e2e(200);

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true });
const chip = (page: Page, name: string) => page.getByRole('row', { name, exact: true });
const option = (page: Page, name: string | RegExp) => searchList(page).getByRole('option', { name });
const asked = (path: string) => t.civitai.requests.filter((request) => request.path.startsWith(path)).length;

describe('the search box', () => {
  it('offers creators while one is typed, and shows the models of the one that is chosen', async () => {
    const { page } = t.civet;
    const expected = await listingOf(t.civitai, 'username=fjord_and_felt&sort=Highest+Rated');
    // However long it takes here, no time passes between the letters.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await searchBox(page).pressSequentially('@fjord_an');
    await page.clock.resume();
    await expect(option(page, /^fjord_and_felt/)).toBeVisible();
    // Not letter by letter.
    expect(asked('/api/v1/creators')).toBe(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expectFirst(page, expected.names);
    await expect(chip(page, 'Creator: fjord_and_felt')).toBeVisible();
    await expect(searchBox(page)).toHaveValue('');
    await expect(searchBox(page)).toBeFocused();
    await expect.poll(() => searches(t.civitai).at(-1)?.get('username')).toBe('fjord_and_felt');
    await removeChip(page, 'Creator: fjord_and_felt');
    await expectFirst(page, (await listingOf(t.civitai, 'sort=Highest+Rated')).names);
    expect(t.civet.complaints).toEqual([]);
  });

  it('takes words, a creator and a tag of several words from one line', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'checkpoint');
    await searchBox(page).fill('lantern @fjord_and_felt #"base model"');
    await expect(option(page, 'Creator “fjord_and_felt” · Tag “base model” · Words “lantern”')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(card(page, model.modelName)).toBeVisible();
    const last = searches(t.civitai).at(-1);
    expect(['query', 'username', 'tag'].map((name) => last?.get(name))).toEqual([
      'lantern',
      'fjord_and_felt',
      'base model',
    ]);
    await expect(searchBox(page)).toHaveValue('lantern');
    await expect(chip(page, 'Tag: base model')).toBeVisible();
  });

  it('shows nothing for a tag that nobody uses, though the service drops such a tag', async () => {
    const { page } = t.civet;
    await searchFor(page, '#zzyzx-nowhere');
    await expect(page.getByText('Nothing matches', { exact: true })).toBeVisible();
    await expect(page.getByText(/models were left out by your filters\.$/)).toBeVisible();
  });

  it('says that a creator is unknown', async () => {
    const { page } = t.civet;
    await searchFor(page, '@zzyzx');
    await expect(page.getByText('Civitai knows no creator of this name')).toBeVisible();
    await removeChip(page, 'Creator: zzyzx');
    await expectFirst(page, (await listingOf(t.civitai, 'sort=Highest+Rated')).names);
  });

  it.each([
    ['a link', (id: number) => `https://civitai.red/models/${id}/a-name`],
    ['an AIR', (id: number) => `urn:air:sdxl:lora:civitai:${id}`],
  ])('opens the model of %s', async (_what, write) => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    await searchBox(page).fill(write(model.modelId));
    await expect(option(page, /^Model by link/)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(heading(page, model.modelName)).toBeVisible();
    await expect(searchBox(page)).toHaveValue('');
  });

  it('opens the pictures of a post', async () => {
    const { page } = t.civet;
    const postId = t.civitai.catalogue.images.find(({ nsfwBit }) => nsfwBit === 1)?.postId;
    await searchBox(page).fill(`https://civitai.com/posts/${postId}`);
    await expect(option(page, `Pictures of a post Post ${postId}`)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toContainText(String(postId));
    expect(asked('/api/v1/images?')).toBeGreaterThan(0);
  });

  it('opens what has a hash, and what a download link leads to', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    for (const line of [
      model.sha256.slice(0, 10).toLowerCase(),
      model.sha256,
      `https://civitai.com/api/download/models/${model.versionId}`,
    ]) {
      await searchFor(page, line);
      await expect(heading(page, model.modelName)).toBeVisible();
      await page.keyboard.press('Alt+ArrowLeft');
      await expect(heading(page, model.modelName)).toBeHidden();
    }
  });

  it('asks which is meant when a number is the id of a model and of a version', async () => {
    const { page } = t.civet;
    const [ofVersion, ofModel] = [namedModel(t.civitai, 'mainJob'), namedModel(t.civitai, 'checkpoint')];
    const both = ofVersion.versionId;
    const record = t.civitai.catalogue.modelById.get(ofModel.modelId);
    if (record === undefined) throw new Error('The catalogue has lost a model.');
    t.civitai.catalogue.modelById.set(both, record);
    try {
      await searchFor(page, String(both));
      await expect(searchList(page).getByRole('option')).toHaveText([
        new RegExp(`^${ofModel.modelName}.*Model with this id`),
        new RegExp(`^v3.0 of ${ofVersion.modelName}.*Version with this id`),
        new RegExp(`^Search for “${both}”`),
      ]);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect(heading(page, ofVersion.modelName)).toBeVisible();
    } finally {
      t.civitai.catalogue.modelById.delete(both);
    }
  });

  it('searches for a number as words when nothing has that id', async () => {
    const { page } = t.civet;
    await searchFor(page, '77');
    await expect.poll(() => searches(t.civitai).at(-1)?.get('query')).toBe('77');
  });

  it('keeps what was searched for, and forgets it when told to', async () => {
    const { page } = t.civet;
    await searchFor(page, 'fjord');
    await searchFor(page, 'lantern #style');
    await t.restart('quit');
    const again = t.civet.page;
    await searchBox(again).click();
    await expect(searchList(again).getByRole('option')).toHaveText([
      'lantern #style',
      'fjord',
      'Clear recent searches',
    ]);
    await again.keyboard.press('ArrowUp');
    await again.keyboard.press('ArrowUp');
    await again.keyboard.press('Enter');
    await expect.poll(() => searches(t.civitai).at(-1)?.get('query')).toBe('fjord');
    await searchBox(again).fill('');
    await searchBox(again).click();
    await option(again, 'Clear recent searches').click();
    await expect(searchList(again)).toBeHidden();
    await again.keyboard.press('ArrowDown');
    await expect(searchList(again)).toBeHidden();
    expect(t.civet.complaints).toEqual([]);
  });

  it('says that a search by words may miss something, and only then', async () => {
    const { page } = t.civet;
    const line = page.getByText(/^Civitai’s search by words misses some models\./);
    await searchFor(page, 'fjord');
    await expect(line).toBeAttached();
    await searchFor(page, '');
    await expect(line).toBeHidden();
  });

  it('closes its list with Escape and keeps the line', async () => {
    const { page } = t.civet;
    await searchBox(page).fill('https://civitai.com/articles/12');
    const status = page.getByText(/^Civet cannot open this link\./);
    await expect(status).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(status).toBeHidden();
    await expect(searchBox(page)).toHaveValue('https://civitai.com/articles/12');
  });

  it('finds by name what it has seen, when Civitai does not find it any more', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    await searchFor(page, 'aurora');
    await expect(card(page, model.modelName)).toBeVisible();
    // An array that is only declared not to change; the index of the words is what forgets a model here.
    const models = t.civitai.catalogue.models as (typeof t.civitai.catalogue.models)[number][];
    const place = models.findIndex(({ id }) => id === model.modelId);
    const [forgotten] = models.splice(place, 1);
    if (forgotten === undefined) throw new Error('The catalogue has lost a model.');
    try {
      await searchFor(page, 'fjord light aurora');
      const seen = page.getByRole('region', { name: 'Seen before, but not among these results' });
      await expect(card(page, model.modelName)).toBeHidden();
      await seen.getByRole('button', { name: model.modelName }).click();
      await expect(heading(page, model.modelName)).toBeVisible();
      expect(t.civet.complaints).toEqual([]);
    } finally {
      models.splice(place, 0, forgotten);
    }
  });
});
