import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import {
  card,
  expectFirst,
  grid,
  listingOf,
  namesShown,
  restingScrollTop,
  scrollTop,
  searchBox,
  searches,
  searchFor,
} from '../support/discover';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';

const t = e2e(200);

const everything = () => listingOf(t.civitai, 'sort=Highest+Rated');

/** From the search box into the grid, as somebody without a mouse goes. */
async function tabToGrid(page: Page): Promise<void> {
  await expect(searchBox(page)).toBeFocused();
  const focusedRole = () =>
    page.evaluate(() =>
      document.activeElement?.closest('[aria-label=Models]')
        ? 'card'
        : (document.activeElement?.tagName ?? ''),
    );
  for (let step = 0; step < 15 && (await focusedRole()) !== 'card'; step += 1)
    await page.keyboard.press('Tab');
  expect(await focusedRole()).toBe('card');
}

const focusedName = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true });

describe('coming back from a model', () => {
  it('finds the same models at the same place, with the same card in focus, and asks nothing again', async () => {
    const { page } = t.civet;
    await expectFirst(page, (await everything()).names);
    await grid(page).hover();
    // Beyond the first page, so that the pages loaded since must be there as well.
    await expect
      .poll(
        async () => {
          await page.mouse.wheel(0, 500);
          return searches(t.civitai).length > 1 && (await scrollTop(page)) > 2_000;
        },
        { intervals: [60] },
      )
      .toBe(true);
    await restingScrollTop(page);
    const shown = await namesShown(page);
    const name = shown[Math.floor(shown.length / 2)] ?? '';
    await card(page, name).scrollIntoViewIfNeeded();
    const before = await restingScrollTop(page);
    await card(page, name).click({ position: { x: 20, y: 20 } });
    await expect(heading(page, name)).toBeVisible();

    await page.keyboard.press('Alt+ArrowLeft');
    await expect(card(page, name)).toBeFocused();
    await expect(card(page, name)).toBeInViewport();
    await expect.poll(() => scrollTop(page)).toBe(before);
    await page.getByRole('button', { name: 'Forward' }).click();
    await expect(heading(page, name)).toBeVisible();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await expect(card(page, name)).toBeInViewport();
    await expect.poll(() => scrollTop(page)).toBe(before);
    // The page after those that were seen may still have been on its way.
    const asked = searches(t.civitai).map(String);
    expect(asked.length, 'nothing was asked again').toBe(new Set(asked).size);
    expect(t.civet.complaints).toEqual([]);
  });

  it('keeps words and filters of the search', async () => {
    const { page } = t.civet;
    await searchFor(page, 'fjord');
    const { names } = await listingOf(t.civitai, 'query=fjord&sort=Highest+Rated');
    await expectFirst(page, names);
    await grid(page).getByRole('gridcell').first().click();
    await expect(heading(page, names[0] ?? '')).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await expectFirst(page, names);
    await expect(searchBox(page)).toHaveValue('fjord');
    expect(t.civet.complaints).toEqual([]);
  });
});

describe('the keyboard alone', () => {
  it('searches, walks the grid, opens a model, goes back and to the queue', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    await expect(grid(page)).toBeVisible();
    await page.keyboard.press('/');
    await expect(searchBox(page)).toBeFocused();
    await page.keyboard.type('fjord');
    await page.keyboard.press('Enter');
    const { names } = await listingOf(t.civitai, 'query=fjord&sort=Highest+Rated');
    await expectFirst(page, names);
    await tabToGrid(page);
    await expect.poll(() => focusedName(page)).toBe(names[0]);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focusedName(page)).toBe(names[1]);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => focusedName(page)).toBe(names[0]);
    const columns = Number(await grid(page).getAttribute('aria-colcount'));
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focusedName(page)).toBe(names[columns]);
    await page.keyboard.press('Control+End');
    await expect.poll(() => focusedName(page)).toBe(names.at(-1));
    await expect(card(page, names.at(-1) ?? '')).toBeInViewport();
    await page.keyboard.press('Control+Home');
    await expect.poll(() => focusedName(page)).toBe(names[0]);
    expect(names[0]).toBe(model.modelName);
    await page.keyboard.press('Enter');
    await expect(heading(page, model.modelName)).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(card(page, model.modelName)).toBeFocused();
    await page.keyboard.press('Alt+ArrowRight');
    await expect(heading(page, model.modelName)).toBeVisible();
    await page.keyboard.press('Control+3');
    await expect(heading(page, 'Queue')).toBeVisible();
    await page.keyboard.press('Control+1');
    await expect(grid(page)).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('looks at a model beside the grid with Space, and Escape closes it without losing the place', async () => {
    const { page } = t.civet;
    await expectFirst(page, (await everything()).names);
    await page.keyboard.press('/');
    await tabToGrid(page);
    const first = await focusedName(page);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focusedName(page)).not.toBe(first);
    const name = await focusedName(page);
    await page.keyboard.press(' ');
    const details = page.getByRole('complementary', { name: 'Model details' });
    await expect(details).toContainText(name);
    await page.keyboard.press('Escape');
    await expect(details).toBeHidden();
    await expect(card(page, name)).toBeFocused();
    expect(t.civet.complaints).toEqual([]);
  });

  it('Escape in the search box empties it, and everything is shown again', async () => {
    const { page } = t.civet;
    const all = await everything();
    await expectFirst(page, all.names);
    await page.keyboard.press('/');
    await page.keyboard.type('glacier');
    await expectFirst(page, (await listingOf(t.civitai, 'query=glacier&sort=Highest+Rated')).names);
    await page.keyboard.press('Escape');
    await expect(searchBox(page)).toHaveValue('');
    await expectFirst(page, all.names);
    expect(t.civet.complaints).toEqual([]);
  });
});

describe('the buttons of a card', () => {
  it('say what they do when they are pointed at, and leave the keys to the card', async () => {
    const { page } = t.civet;
    const [first = ''] = (await everything()).names;
    await expectFirst(page, (await everything()).names);
    await card(page, first).hover();
    const details = card(page, first).getByRole('button', { name: `Show details of ${first}` });
    await details.hover();
    await expect(page.getByRole('tooltip')).toHaveText(/^Show details\s*Space$/);
    await page.mouse.move(0, 0);
    await expect(page.getByRole('tooltip')).toBeHidden();

    await page.keyboard.press('/');
    await tabToGrid(page);
    await details.click();
    await expect(page.getByRole('complementary', { name: 'Model details' })).toContainText(first);
    await expect(card(page, first)).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focusedName(page)).not.toBe(first);
    expect(t.civet.complaints).toEqual([]);
  });
});
