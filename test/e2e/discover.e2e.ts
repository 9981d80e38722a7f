import { describe, it } from 'vitest';
import {
  card,
  choose,
  expectFirst,
  grid,
  listingOf,
  namesShown,
  removeChip,
  scrollThrough,
  searches,
  searchFor,
  tick,
} from '../support/discover';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';

const t = e2e(400);

const lastSearch = () => searches(t.civitai).at(-1);

describe('searching', () => {
  it('by words shows what Civitai finds, and nothing else', async () => {
    const { page } = t.civet;
    const expected = await listingOf(t.civitai, 'query=fjord&sort=Highest+Rated');
    await searchFor(page, 'fjord');
    await expectFirst(page, expected.names);
    expect(await scrollThrough(page)).toEqual(expected.names);
    await expect(page.getByText(`That is all: ${expected.names.length} models.`)).toBeVisible();
    await expect.poll(() => lastSearch()?.get('query')).toBe('fjord');
    expect(t.civet.complaints).toEqual([]);
  });

  it('by type and several base models narrows the list, and each chip widens it again', async () => {
    const { page } = t.civet;
    const narrow = 'types=LORA&types=Checkpoint&baseModels=SDXL+1.0&baseModels=SD+1.5&sort=Highest+Rated';
    const both = await listingOf(t.civitai, narrow);
    const withoutOne = await listingOf(
      t.civitai,
      'types=LORA&types=Checkpoint&baseModels=SD+1.5&sort=Highest+Rated',
    );
    expect(withoutOne.names.slice(0, 6)).not.toEqual(both.names.slice(0, 6));
    await tick(page, 'Type', 'LoRA', 'Checkpoint');
    await tick(page, 'Base model', 'SDXL 1.0', 'SD 1.5');
    await expectFirst(page, both.names);
    await expect.poll(() => lastSearch()?.getAll('types').sort()).toEqual(['Checkpoint', 'LORA']);
    await expect.poll(() => lastSearch()?.getAll('baseModels').sort()).toEqual(['SD 1.5', 'SDXL 1.0']);

    await removeChip(page, 'SDXL 1.0');
    await expectFirst(page, withoutOne.names);
    await expect.poll(() => lastSearch()?.getAll('baseModels')).toEqual(['SD 1.5']);
    await removeChip(page, 'LoRA');
    await expectFirst(
      page,
      (await listingOf(t.civitai, 'types=Checkpoint&baseModels=SD+1.5&sort=Highest+Rated')).names,
    );
    await expect.poll(() => lastSearch()?.getAll('types')).toEqual(['Checkpoint']);
    await removeChip(page, 'SD 1.5');
    await expectFirst(page, (await listingOf(t.civitai, 'types=Checkpoint&sort=Highest+Rated')).names);
    await expect.poll(() => lastSearch()?.getAll('baseModels')).toEqual([]);
    await removeChip(page, 'Checkpoint');
    await expectFirst(page, (await listingOf(t.civitai, 'sort=Highest+Rated')).names);
    await expect(page.getByRole('button', { name: /^Remove / })).toHaveCount(0);
    expect(t.civet.complaints).toEqual([]);
  });

  it('in another order and period asks for exactly that', async () => {
    const { page } = t.civet;
    for (const [label, sort] of [
      ['Newest', 'Newest'],
      ['Most downloaded', 'Most Downloaded'],
    ] as const) {
      await choose(page, 'Sort', label);
      const { names } = await listingOf(t.civitai, `sort=${sort.replace(' ', '+')}`);
      await expectFirst(page, names);
      await expect.poll(() => lastSearch()?.get('sort')).toBe(sort);
    }
    await choose(page, 'Period', 'This week');
    const week = await listingOf(t.civitai, 'sort=Most+Downloaded&period=Week');
    await expectFirst(page, week.names);
    expect(await scrollThrough(page)).toEqual(week.names);
    await expect.poll(() => lastSearch()?.get('period')).toBe('Week');
    await removeChip(page, 'This week');
    await expectFirst(page, (await listingOf(t.civitai, 'sort=Most+Downloaded')).names);
    expect(t.civet.complaints).toEqual([]);
  });

  it('goes through short and empty pages to the end and shows every model once', async () => {
    const { page } = t.civet;
    const expected = await listingOf(t.civitai, 'types=LORA&sort=Highest+Rated');
    expect(expected.pages.length, 'pages').toBeGreaterThan(3);
    expect(expected.pages.slice(0, -1), 'an empty page before the last').toContain(0);
    expect(
      expected.pages.some((length) => length > 0 && length < 60),
      'a short page',
    ).toBe(true);
    await tick(page, 'Type', 'LoRA');
    await expectFirst(page, expected.names);
    expect(await scrollThrough(page)).toEqual(expected.names);
    await expect(page.getByText(`That is all: ${expected.names.length} models.`)).toBeVisible();
    const asked = searches(t.civitai).filter((search) => search.get('types') === 'LORA');
    const cursors = asked.map((search) => search.get('cursor'));
    expect(new Set(cursors).size).toBe(cursors.length);
    expect(cursors.length).toBe(expected.pages.length);
    expect(t.civet.complaints).toEqual([]);
  });

  it('for something that is not there says so, and leads back to everything', async () => {
    const { page } = t.civet;
    await tick(page, 'Type', 'LoRA');
    await searchFor(page, 'zzyzx nowhere');
    await expect(page.getByText('Nothing matches', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await expectFirst(page, (await listingOf(t.civitai, 'sort=Highest+Rated')).names);
    await expect(page.getByRole('searchbox', { name: 'Search models' })).toHaveValue('');
    expect(t.civet.complaints).toEqual([]);
  });

  it('marks a model in early access on its card', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'earlyAccess');
    await searchFor(page, model.modelName);
    await expect(card(page, model.modelName)).toContainText('Early access');
    const open = namedModel(t.civitai, 'mainJob');
    await searchFor(page, open.modelName);
    await expect(card(page, open.modelName)).not.toContainText('Early access');
    expect(t.civet.complaints).toEqual([]);
  });
});

describe('trouble with the catalogue', () => {
  it.each([
    ['503', { apiStatus: 503 }],
    ['a page instead of data', { apiHtml: true }],
  ])('%s: a card says so, and trying again works', async (_name, fault) => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    t.civitai.faults.set('all', { ...fault, apiPath: '/api/v1/models' });
    await searchFor(page, model.modelName);
    const trouble = page.getByRole('main').getByRole('alert');
    await expect(trouble).toBeVisible();
    await expect.poll(() => namesShown(page)).toEqual([]);
    t.civitai.faults.clear();
    await trouble.getByRole('button', { name: 'Try again' }).click();
    await expect(card(page, model.modelName)).toBeVisible();
    await expect(trouble).toBeHidden();
    expect(t.civet.complaints).toEqual([]);
  });

  it('a later page that fails keeps what is shown, and goes on when asked', async () => {
    const { page } = t.civet;
    const expected = await listingOf(t.civitai, 'types=LORA&sort=Highest+Rated');
    await tick(page, 'Type', 'LoRA');
    await expectFirst(page, expected.names);
    t.civitai.faults.set('all', { apiHtml: true, apiPath: '/api/v1/models' });
    await grid(page).hover();
    const trouble = page.getByRole('alert').filter({ hasText: 'The next models could not be loaded' });
    await expect
      .poll(
        async () => {
          await page.mouse.wheel(0, 800);
          return trouble.isVisible();
        },
        { intervals: [100] },
      )
      .toBe(true);
    expect(await namesShown(page)).not.toEqual([]);
    t.civitai.faults.clear();
    await trouble.getByRole('button', { name: 'Try again' }).click();
    await expect(trouble).toBeHidden();
    expect((await scrollThrough(page)).at(-1)).toBe(expected.names.at(-1));
    expect(t.civet.complaints).toEqual([]);
  });
});
