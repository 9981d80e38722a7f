import { describe, it } from 'vitest';
import { grid } from '../support/discover';
import { e2e } from '../support/e2e';
import { expect } from '../support/patient-expect';

const t = e2e(400);

const FRAME_MS = 16;
const SCREENS_A_SECOND = 6;

const picturesAsked = () => t.civitai.requests.filter(({ origin }) => origin === 'images').length;

/** Those in the rows beside are loaded when they come into view. */
function areThoseInViewLoaded(pictures: (HTMLElement | SVGElement)[]): boolean {
  const list = pictures[0]?.closest('.card-grid-scroll')?.getBoundingClientRect();
  if (list === undefined) return false;
  const inView = pictures.filter((picture) => {
    const { top, bottom } = picture.getBoundingClientRect();
    return bottom > list.top && top < list.bottom;
  });
  return inView.length > 0 && inView.every(({ dataset }) => 'loaded' in dataset);
}

describe('the pictures of a list', () => {
  it('wait while it passes too fast to be seen, and come where it rests', async () => {
    const { page } = t.civet;
    // The row in focus stays in the document, wherever the list is.
    const pictures = grid(page).locator('[role=row]:not([aria-rowindex="1"]) img');
    await expect(pictures.first()).toHaveAttribute('data-loaded');
    // None of the first screen is still to be asked for.
    await expect.poll(() => grid(page).locator('img').evaluateAll(areThoseInViewLoaded)).toBe(true);
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);

    /** One frame of the page's clock, however long it takes here. */
    const step = async () => {
      await grid(page).evaluate(
        async (element, screens) => {
          const list = element.parentElement;
          if (!list) throw new Error('The grid does not scroll.');
          const moved = new Promise((resolve) => list.addEventListener('scroll', resolve, { once: true }));
          list.scrollTop += list.clientHeight * screens;
          await moved;
        },
        (SCREENS_A_SECOND * FRAME_MS) / 1_000,
      );
      await page.clock.runFor(FRAME_MS);
    };

    for (let frame = 0; frame < 30; frame += 1) await step();
    const asked = picturesAsked();
    for (let frame = 0; frame < 20; frame += 1) await step();
    expect(await pictures.count()).toBe(0);
    expect(picturesAsked()).toBe(asked);

    await page.clock.runFor(500);
    await page.clock.resume();
    await expect.poll(() => pictures.evaluateAll(areThoseInViewLoaded)).toBe(true);
    expect(picturesAsked()).toBeGreaterThan(asked);
    expect(t.civet.complaints).toEqual([]);
  });
});
