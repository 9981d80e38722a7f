import type { Page } from 'playwright/test';
import type { Civitai } from './civitai/index.mjs';
import { expect, PATIENCE_MS } from './patient-expect';

/** The Discover screen as a user sees it, and what the test server says should be there. */

export const grid = (page: Page) => page.getByRole('grid', { name: 'Models' });
export const card = (page: Page, name: string) => grid(page).getByRole('gridcell', { name, exact: true });
export const searchBox = (page: Page) => page.getByRole('searchbox', { name: 'Search models' });
const filters = (page: Page) => page.getByRole('group', { name: 'Filters' });

export async function searchFor(page: Page, words: string): Promise<void> {
  await searchBox(page).fill(words);
  await page.keyboard.press('Enter');
}

/** Ticks things in one of the filters that take several. */
export async function tick(page: Page, filter: 'Type' | 'Base model', ...names: string[]): Promise<void> {
  await filters(page)
    .getByRole('button', { name: new RegExp(`^${filter}`) })
    .click();
  for (const name of names) await page.getByRole('option', { name, exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toBeHidden();
}

/** Chooses one thing in one of the filters that take one. */
export async function choose(page: Page, filter: 'Sort' | 'Period', name: string): Promise<void> {
  await filters(page)
    .getByRole('button', { name: new RegExp(`${filter}$`) })
    .click();
  await page.getByRole('option', { name, exact: true }).click();
}

/** Sets how mature what is shown may be, for everything and from now on. */
export async function chooseMaturity(page: Page, level: 'PG' | 'PG-13' | 'R' | 'X' | 'XXX'): Promise<void> {
  await openMaturity(page);
  await page.getByRole('radio', { name: level, exact: true }).press('Space');
  await page.keyboard.press('Escape');
  // What is pressed while it fades out would be meant for it.
  await expect(page.getByRole('dialog', { name: 'Maturity' })).toBeHidden();
  await expect(page.getByRole('button', { name: `Maturity: up to ${level}`, exact: true })).toBeVisible();
}

/** Opens the choice of maturity and waits until it stands still: a forced click would meet what is beside it. */
export async function openMaturity(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Maturity: / }).click();
  await page.getByRole('dialog', { name: 'Maturity' }).evaluate(async (dialog) => {
    const moves = dialog.closest('.ui-popover')?.getAnimations() ?? [];
    await Promise.all(moves.map(({ finished }) => finished));
  });
}

/** The list below the search box. */
export const searchList = (page: Page) => page.getByRole('listbox', { name: 'Suggestions' });

export async function removeChip(page: Page, name: string): Promise<void> {
  await filters(page)
    .getByRole('button', { name: new RegExp(`^Remove ${name}`) })
    .click();
}

/** The questions Civet has asked the catalogue so far, without those a test asked itself. */
export function searches(civitai: Civitai): URLSearchParams[] {
  return civitai.requests
    .filter(({ path, headers }) => {
      return path.startsWith('/api/v1/models?') && headers['user-agent']?.startsWith('Civet/');
    })
    .map(({ path }) => new URL(path, civitai.origin).searchParams);
}

export interface Listing {
  readonly names: readonly string[];
  /** How many entries each page had. */
  readonly pages: readonly number[];
}

/** What a user who sees PG only must be shown for a query, by the server's own pages. */
export async function listingOf(civitai: Civitai, query: string): Promise<Listing> {
  const names: string[] = [];
  const pages: number[] = [];
  let cursor: string | null = null;
  do {
    const url = new URL(`/api/v1/models?limit=60&nsfw=false&${query}`, civitai.origin);
    if (cursor !== null) url.searchParams.set('cursor', cursor);
    // The test server is our own, and what it says is what is compared.
    const page = (await (await fetch(url)).json()) as {
      items: { name: string; nsfw?: boolean }[];
      metadata: { nextCursor?: string };
    };
    pages.push(page.items.length);
    names.push(...page.items.filter(({ nsfw }) => nsfw !== true).map(({ name }) => name.trim()));
    cursor = page.metadata.nextCursor ?? null;
  } while (cursor !== null);
  return { names, pages };
}

/** Painting takes the server most of its time; small pictures are painted at once. */
export function shrinkPictures(civitai: Civitai): void {
  for (const picture of civitai.catalogue.images) {
    picture.height = Math.round((picture.height * 48) / picture.width);
    picture.width = 48;
  }
}

/** The names of the cards in the document, from the first row that is drawn. */
export function namesShown(page: Page): Promise<string[]> {
  return page.$$eval('[role=grid][aria-label=Models] [role=gridcell]', (cells) =>
    cells.map((cell) => cell.getAttribute('aria-label') ?? ''),
  );
}

export function expectFirst(page: Page, names: readonly string[]) {
  return expect.poll(async () => (await namesShown(page)).slice(0, 6)).toEqual(names.slice(0, 6));
}

/**
 * Scrolls with the wheel to the end of the list.
 *
 * @returns the name at each place of the grid, in reading order; fails when a place changes its model
 */
export async function scrollThrough(page: Page): Promise<string[]> {
  const seen = new Map<number, string>();
  const changed: string[] = [];
  await grid(page).hover();
  await expect
    .poll(
      async () => {
        const look = await lookAtGrid(page);
        for (const { place, name } of look.cells) {
          const before = seen.get(place) ?? name;
          if (before !== name) changed.push(`${place}: ${before}, then ${name}`);
          seen.set(place, name);
        }
        if (!look.isAtEnd) await page.mouse.wheel(0, 400);
        return look.isAtEnd;
      },
      { timeout: 2 * PATIENCE_MS, intervals: [40] },
    )
    .toBe(true);
  expect(changed).toEqual([]);
  return [...seen].sort(([a], [b]) => a - b).map(([, name]) => name);
}

function lookAtGrid(page: Page) {
  return page.evaluate(() => {
    const drawn = document.querySelector('[role=grid][aria-label=Models]');
    const scroll = drawn?.parentElement;
    if (!drawn || !scroll) return { cells: [], isAtEnd: false };
    const columns = Number(drawn.getAttribute('aria-colcount'));
    const cells = [...drawn.querySelectorAll('[role=gridcell]')].map((cell) => {
      const row = Number(cell.closest('[role=row]')?.getAttribute('aria-rowindex'));
      const column = Number(cell.getAttribute('aria-colindex'));
      return { place: (row - 1) * columns + column, name: cell.getAttribute('aria-label') ?? '' };
    });
    const isAtBottom = scroll.scrollTop + scroll.clientHeight >= scroll.scrollHeight - 1;
    const isAll = /That is all|That is the only one/.test(scroll.textContent ?? '');
    return { cells, isAtEnd: isAtBottom && isAll };
  });
}

/** Where the list stands once it rests: a wheel moves it for some frames more. */
export function restingScrollTop(page: Page): Promise<number> {
  return grid(page).evaluate(async (element) => {
    const list = element.parentElement;
    if (!list) throw new Error('The grid does not scroll.');
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    let top = -1;
    for (let rested = 0; rested < 12; rested += 1) {
      await frame();
      if (list.scrollTop !== top) rested = 0;
      top = list.scrollTop;
    }
    return top;
  });
}

export function scrollTop(page: Page): Promise<number> {
  return grid(page).evaluate((element) => element.parentElement?.scrollTop ?? -1);
}

/** Whatever picture was asked for has its answer, or nobody waits for it any more. */
export async function picturesAreAnswered(civitai: Civitai): Promise<void> {
  const isOver = () =>
    civitai.requests.every(
      ({ origin, status, wasDropped }) => origin !== 'images' || status !== null || wasDropped,
    );
  await expect.poll(isOver).toBe(true);
}

/** The ratings of all pictures that were asked for, as bits. */
export function ratingsFetched(civitai: Civitai): number[] {
  const ratings = civitai.requests
    .filter(({ origin }) => origin === 'images')
    .flatMap(({ path }) => path.toLowerCase().match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/)?.[0] ?? [])
    .flatMap((uuid) => civitai.catalogue.imageByUuid.get(uuid)?.nsfwBit ?? []);
  return [...new Set(ratings)].sort((a, b) => a - b);
}
