import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import { searchFor } from '../support/discover';
import { openModel } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';

const t = e2e();

const pictures = (page: Page) => page.getByRole('grid', { name: 'Pictures', exact: true });
const viewer = (page: Page) => page.getByRole('dialog', { name: 'Picture viewer' });
/** The questions for pictures that Civet has asked, the latest last. */
const asked = () =>
  t.civitai.requests
    .filter(({ path }) => path.startsWith('/api/v1/images?'))
    .map(({ path }) => new URL(path, t.civitai.origin).searchParams);

/** From the page of a model to the pictures of all its versions. */
async function openGallery(page: Page, name: string): Promise<void> {
  await openModel(page, name);
  await page.getByRole('button', { name: 'All of the model' }).click();
  await expect(page.getByRole('heading', { name: `Pictures of ${name}`, level: 1 })).toBeVisible();
}

/** The first picture of the gallery that tells how it was made. */
async function openWithPrompt(page: Page): Promise<void> {
  await pictures(page).getByRole('gridcell').first().click();
  const prompt = viewer(page).getByRole('heading', { name: 'Prompt', exact: true });
  for (let nth = 1; ; nth += 1) {
    await expect(viewer(page).getByText(new RegExp(`^(Picture ${nth}|${nth} of \\d+)$`))).toBeVisible();
    if (await prompt.isVisible()) return;
    await page.keyboard.press('ArrowRight');
  }
}

describe('the gallery of a model', () => {
  it('asks for what is chosen: order, period and level of maturity', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    await openGallery(page, model.modelName);
    await expect(pictures(page).getByRole('gridcell').first()).toBeVisible();
    expect(Object.fromEntries(asked().at(-1) ?? [])).toMatchObject({
      modelId: String(model.modelId),
      sort: 'Most Reactions',
      period: 'AllTime',
      browsingLevel: '1',
    });
    for (const [button, option, param, value] of [
      [/Order$/, 'Newest', 'sort', 'Newest'],
      [/Period$/, 'This year', 'period', 'Year'],
      [/Maturity$/, 'R', 'browsingLevel', '7'],
    ] as const) {
      await page
        .getByRole('group', { name: 'Order and limits' })
        .getByRole('button', { name: button })
        .click();
      await page.getByRole('option', { name: option, exact: true }).click();
      await expect.poll(() => asked().at(-1)?.get(param)).toBe(value);
    }
    expect(t.civet.complaints).toEqual([]);
  });

  it('shows how a picture was made, copies all of it and each part, and leads to the models used', async () => {
    const { page } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    await openGallery(page, model.modelName);
    await openWithPrompt(page);
    const copied = () => t.civet.app.evaluate(({ clipboard }) => clipboard.readText());
    await viewer(page).getByRole('button', { name: 'Copy Sampler' }).click();
    await expect.poll(copied).toMatch(/^(Euler a|DPM\+\+ 2M Karras|DPM\+\+ SDE)$/);
    await viewer(page).getByRole('button', { name: 'Copy all' }).click();
    await expect.poll(copied).toMatch(/\nNegative prompt: blurry, low quality\nSteps: \d+/);
    await viewer(page)
      .getByRole('button', { name: new RegExp(`^Open ${model.modelName}, `) })
      .click();
    await expect(page.getByRole('heading', { name: model.modelName, level: 1 })).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(pictures(page)).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('is gone through by key: arrows, Enter, arrows in the viewer, and Escape back to the last picture', async () => {
    const { page } = t.civet;
    await openGallery(page, namedModel(t.civitai, 'mainJob').modelName);
    await pictures(page).getByRole('gridcell').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(viewer(page).getByText('2 of')).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expect(viewer(page).getByText('3 of')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(viewer(page)).toBeHidden();
    await expect(pictures(page).getByRole('gridcell').nth(2)).toBeFocused();
    expect(t.civet.complaints).toEqual([]);
  });
});

describe('the viewer', () => {
  it('keeps the focus at its ends, and closes with Escape while a tip is open', async () => {
    const { page } = t.civet;
    await openGallery(page, namedModel(t.civitai, 'mainJob').modelName);
    await pictures(page).getByRole('gridcell').nth(1).click();
    const previous = viewer(page).getByRole('button', { name: 'Previous picture' });
    await previous.focus();
    await page.keyboard.press('Enter');
    await expect(viewer(page).getByRole('status').filter({ hasText: /\b1\b/ })).toBeVisible();
    await expect(previous).toBeDisabled();
    await expect(previous).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await expect(viewer(page).getByText('2 of')).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('tooltip')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(viewer(page)).toBeHidden();
    expect(t.civet.complaints).toEqual([]);
  });
});

describe('one picture', () => {
  it('that cannot be shown is said to be so, without what orders several', async () => {
    const { page } = t.civet;
    await searchFor(page, 'https://civitai.com/images/999999999');
    await expect(page.getByRole('heading', { name: 'This picture cannot be shown' })).toBeVisible();
    await expect(page.getByRole('group', { name: 'Order and limits' })).toBeHidden();
    expect(t.civet.complaints).toEqual([]);
  });
});

describe('a video', () => {
  it('stands still until somebody comes to it, then plays', async () => {
    const { page } = t.civet;
    await openGallery(page, namedModel(t.civitai, 'video').modelName);
    const cell = pictures(page).getByRole('gridcell', { name: /^Video/ });
    await expect(cell.getByRole('img', { name: 'Video' })).toBeVisible();
    await expect(page.locator('video')).toHaveCount(0);
    await cell.focus();
    await expect(cell.locator('video')).toHaveAttribute('data-ready', 'true');
    await pictures(page)
      .getByRole('gridcell', { name: /^Picture/ })
      .first()
      .focus();
    await expect(page.locator('video')).toHaveCount(0);
    expect(t.civet.complaints).toEqual([]);
  });

  it('never plays for somebody who asked for less motion', async () => {
    const { page } = t.civet;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await openGallery(page, namedModel(t.civitai, 'video').modelName);
    const cell = pictures(page).getByRole('gridcell', { name: /^Video/ });
    await cell.focus();
    await expect(cell).toBeFocused();
    await expect(cell.getByRole('img', { name: 'Video' })).toBeVisible();
    await expect(page.locator('video')).toHaveCount(0);
    expect(t.civet.complaints).toEqual([]);
  });
});
