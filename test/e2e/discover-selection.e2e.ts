import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import { card, expectFirst, grid, listingOf, searchFor } from '../support/discover';
import { e2e } from '../support/e2e';
import { expect } from '../support/patient-expect';

const t = e2e(200);

const bar = (page: Page) => page.getByRole('region', { name: 'Selected models' });
const tickOf = (page: Page, name: string) =>
  card(page, name).getByRole('checkbox', { name: `Select ${name}`, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true });
const selectedNames = (page: Page) =>
  grid(page)
    .locator('[role=gridcell][aria-selected=true]')
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label') ?? ''));

async function firstNames(page: Page): Promise<string[]> {
  const { names } = await listingOf(t.civitai, 'sort=Highest+Rated');
  await expectFirst(page, names);
  return [...names];
}

describe('selecting with the mouse', () => {
  it('ticks by the box, by Ctrl and by Shift, and leads the models into the plan', async () => {
    const { page } = t.civet;
    const names = await firstNames(page);
    const [first = '', second = '', third = '', fourth = ''] = names;
    await expect(bar(page)).toBeHidden();
    await card(page, first).hover();
    await tickOf(page, first).click();
    await expect(tickOf(page, first)).toBeChecked();
    await expect(bar(page)).toContainText('1 model selected');
    await expect(page.getByRole('status').filter({ hasText: '1 model selected' })).toHaveCount(1);

    await card(page, fourth).click({ modifiers: ['Shift'], position: { x: 20, y: 40 } });
    await expect.poll(() => selectedNames(page)).toEqual([first, second, third, fourth]);
    await card(page, second).click({ modifiers: ['Control'], position: { x: 20, y: 40 } });
    await expect.poll(() => selectedNames(page)).toEqual([first, third, fourth]);
    await expect(bar(page)).toContainText('3 models selected');

    await bar(page).getByRole('button', { name: 'Plan downloads…' }).click();
    await expect(heading(page, 'Plan')).toBeVisible();
    for (const name of [first, third, fourth]) await expect(page.getByText(name).first()).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(card(page, first)).toBeVisible();
    await expect(bar(page)).toBeHidden();
    expect(t.civet.complaints).toEqual([]);
  });

  it('is there again after a look at a model, and collects from one search to the next', async () => {
    const { page } = t.civet;
    const [first = '', second = ''] = await firstNames(page);
    await card(page, first).hover();
    await tickOf(page, first).click();
    await card(page, second).click({ position: { x: 20, y: 40 } });
    await expect(heading(page, second)).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(bar(page)).toContainText('1 model selected');
    await expect.poll(() => selectedNames(page)).toEqual([first]);

    await searchFor(page, 'fjord');
    const { names } = await listingOf(t.civitai, 'query=fjord&sort=Highest+Rated');
    await expectFirst(page, names);
    const found = names.find((name) => name !== first) ?? '';
    await card(page, found).hover();
    await tickOf(page, found).click();
    await expect(bar(page)).toContainText(/^2 models selected/);
    await searchFor(page, 'zzzz nothing of this name');
    await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
    await expect(bar(page)).toContainText('2 models selected, 2 of them not in this list');
    await searchFor(page, '');
    await firstNames(page);
    await expect(bar(page)).toContainText(/^2 models selected/);
    await expect.poll(() => selectedNames(page)).toContain(first);
    await bar(page).getByRole('button', { name: 'Clear' }).click();
    await expect(bar(page)).toBeHidden();
    await expect.poll(() => selectedNames(page)).toEqual([]);
    expect(t.civet.complaints).toEqual([]);
  });

  it('takes no models of the search before, while the next one is on its way', async () => {
    const { page } = t.civet;
    const [first = ''] = await firstNames(page);
    t.civitai.faults.set('all', { apiDelayMs: 600_000, apiPath: '/api/v1/models' });
    await searchFor(page, 'fjord');
    await expect(page.locator('.card-grid-scroll[data-stale]')).toBeVisible();
    await card(page, first).focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+ArrowRight');
    await card(page, first).click({ modifiers: ['Control'], position: { x: 20, y: 40 } });
    await expect.poll(() => selectedNames(page)).toEqual([]);
    await expect(bar(page)).toBeHidden();
    await expect(page.locator('.card-grid-scroll[data-stale]')).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });
});

describe('selecting by key alone', () => {
  it('ticks with X, goes on with Shift, takes all with Ctrl and A, and clears with Escape', async () => {
    const { page } = t.civet;
    const names = await firstNames(page);
    const [first = '', second = '', third = ''] = names;
    await card(page, first).focus();
    await page.keyboard.press('x');
    await expect(bar(page)).toContainText('1 model selected');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => selectedNames(page)).toEqual([first, second, third]);
    await expect(card(page, third)).toBeFocused();
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(() => selectedNames(page)).toEqual([first, second]);
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('x');
    await expect.poll(() => selectedNames(page)).toEqual([first, second]);

    await page.keyboard.press('Escape');
    await expect(bar(page)).toBeHidden();
    await expect(card(page, third)).toBeFocused();

    await page.keyboard.press('ControlOrMeta+a');
    await expect(bar(page)).toContainText(/^\d+ models selected/);
    const count = Number(/^(\d+)/.exec((await bar(page).textContent()) ?? '')?.[1]);
    expect(count).toBeGreaterThan(await grid(page).getByRole('gridcell').count());
    expect(count).toBeLessThanOrEqual(names.length);

    // The bar comes after the grid, and gives the focus back to it.
    await page.keyboard.press('Tab');
    for (let step = 0; step < 6; step += 1) {
      if (
        await bar(page)
          .getByRole('button', { name: 'Clear' })
          .evaluate((it) => it === document.activeElement)
      )
        break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await expect(bar(page)).toBeHidden();
    await expect(card(page, third)).toBeFocused();
    expect(t.civet.complaints).toEqual([]);
  });

  it('Escape takes the selection first and the details after it', async () => {
    const { page } = t.civet;
    const [first = ''] = await firstNames(page);
    const details = page.getByRole('complementary', { name: 'Model details' });
    await card(page, first).focus();
    await page.keyboard.press(' ');
    await expect(details).toBeVisible();
    await page.keyboard.press('x');
    await page.keyboard.press('Escape');
    await expect(bar(page)).toBeHidden();
    await expect(details).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(details).toBeHidden();
    expect(t.civet.complaints).toEqual([]);
  });
});

describe('everything at once', () => {
  it('plans all that a search finds, and all by a creator', async () => {
    const { page } = t.civet;
    await firstNames(page);
    await expect(page.getByRole('button', { name: 'Plan all…' })).toBeHidden();
    await searchFor(page, 'fjord');
    const { names } = await listingOf(t.civitai, 'query=fjord&sort=Highest+Rated');
    await expectFirst(page, names);
    await page.getByRole('button', { name: 'Plan all…' }).click();
    await page.getByRole('menuitem', { name: 'The newest version of each' }).click();
    await expect(heading(page, 'Plan')).toBeVisible();
    await expect(page.getByText(names[0] ?? '').first()).toBeVisible();

    const creator = t.civitai.catalogue.models.find(({ name }) => name === names[0])?.creator ?? '';
    await page.keyboard.press('Alt+ArrowLeft');
    await grid(page).getByRole('button', { name: creator, exact: true }).first().click();
    await expect(heading(page, creator)).toBeVisible();
    await page.getByRole('button', { name: 'Plan everything by this creator…' }).click();
    await page.getByRole('menuitem', { name: 'All versions of each' }).click();
    await expect(heading(page, 'Plan')).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });
});
