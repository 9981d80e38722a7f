// @ts-check
import os from 'node:os';
import { openCivet } from '../demo/window.mjs';
import { ToolError } from '../lib/say.mjs';

/** @typedef {import('playwright').Page} Page */

/**
 * @typedef {object} DiscoverFigures
 * @property {number} items different models that were on screen
 * @property {number} duplicates places whose model stood at another place already
 * @property {number} heapGrowthMB of the page's JavaScript heap, after garbage collection, from the first card to the last
 * @property {number} longTasks tasks of the page above 50 ms while it was scrolled
 * @property {number} longestTaskMs
 * @property {number} domNodesMax elements in the document at one time
 * @property {number} searchToFirstCardMs from Enter in the search box to the first card of the answer
 * @property {number} scrollSeconds
 */

/** As somebody scrolls who looks at the pictures. */
const LOOKING_PIXELS_PER_SECOND = 1_200;
const LOOKING_MS = 30_000;
/** Then to the end: a quick hand on a wheel, about six screens a second. */
const PIXELS_PER_SECOND = 4_000;
/** The test server's pages come slower than a list is scrolled; without any new card for so long it is stuck. */
const STUCK_MS = 30_000;
const MEBIBYTE = 2 ** 20;

/**
 * @param {import('../../test/support/civitai/index.mjs').Civitai} civitai
 * @param {string} profile
 * @param {number} items
 * @returns {Promise<DiscoverFigures>}
 */
export async function measureDiscover(civitai, profile, items) {
  // Painting takes the test server most of its time, and is not what is measured.
  for (const picture of civitai.catalogue.images) {
    picture.height = Math.round((picture.height * 48) / picture.width);
    picture.width = 48;
  }
  await inventAll(civitai.origin);
  const app = await openCivet({ origin: civitai.origin, profile, isUnattended: true });
  // The service is elsewhere for everybody else; here it shall not take the processor from the window.
  os.setPriority(os.constants.priority.PRIORITY_LOW);
  try {
    const page = await app.firstWindow();
    await page.getByRole('gridcell').first().waitFor({ timeout: 30_000 });
    const searchToFirstCardMs = await timeSearch(page);
    await showEverything(page);
    const heapBefore = await heapBytes(page);
    const scrolled = await scrollToTheEnd(page);
    const heapGrowthMB = (await heapBytes(page)) - heapBefore;
    if (scrolled.items < items)
      throw new ToolError(
        `Only ${scrolled.items} models came into view.`,
        'Look at the window while it is scrolled.',
      );
    return {
      ...scrolled,
      heapGrowthMB: Math.round((heapGrowthMB / MEBIBYTE) * 10) / 10,
      searchToFirstCardMs: Math.round(searchToFirstCardMs),
    };
  } finally {
    await app.close();
  }
}

/**
 * The test server invents hashes, blurhashes and pictures when they are first asked for. Civitai has them, so
 * that is done before, or the window would share the processor with it.
 *
 * @param {string} origin
 */
async function inventAll(origin) {
  /** @type {string | undefined} */
  let page = `${origin}/api/v1/models?limit=100&nsfw=true`;
  while (page !== undefined) {
    /** @type {{ items: { modelVersions: { images: { url: string }[] }[] }[], metadata: { nextPage?: string } }} */
    const { items, metadata } = await (await fetch(page)).json();
    for (const { modelVersions } of items) {
      const first = modelVersions[0]?.images.find(({ url }) => url !== '');
      if (first !== undefined) await (await fetch(first.url)).arrayBuffer();
    }
    page = metadata.nextPage;
  }
}

/** @param {Page} page @returns {Promise<number>} milliseconds */
async function timeSearch(page) {
  const box = page.getByRole('searchbox', { name: 'Search models' });
  const watched = page.evaluate(
    () =>
      /** @type {Promise<number>} */ (
        new Promise((resolve) => {
          const ids = () =>
            [...document.querySelectorAll('[data-card-id]')].map((card) => card.getAttribute('data-card-id'));
          const before = ids().join();
          let beganAt = 0;
          document.addEventListener(
            'keydown',
            ({ key }) => {
              if (key === 'Enter') beganAt = performance.now();
            },
            true,
          );
          const observer = new MutationObserver(() => {
            if (beganAt === 0 || ids().length === 0 || ids().join() === before) return;
            observer.disconnect();
            resolve(performance.now() - beganAt);
          });
          observer.observe(document.body, { childList: true, subtree: true });
        })
      ),
  );
  await box.click();
  // Pasted, so that the search does not begin by itself while it is typed.
  await page.keyboard.insertText('fjord');
  await page.keyboard.press('Enter');
  return watched;
}

/** Every level of maturity, so that the list has every model. @param {Page} page */
async function showEverything(page) {
  await page.getByRole('searchbox', { name: 'Search models' }).fill('');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Maturity: / }).click();
  // A forced click does not wait until what opens stands still, and would meet what is beside it.
  await page.getByRole('dialog', { name: 'Maturity' }).evaluate(async (dialog) => {
    const moves = dialog.closest('.ui-popover')?.getAnimations() ?? [];
    await Promise.all(moves.map(({ finished }) => finished));
  });
  await page.getByRole('radio', { name: 'XXX', exact: true }).click({ force: true });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Maturity: up to XXX', exact: true }).waitFor();
  await page.getByRole('gridcell').first().waitFor({ timeout: 30_000 });
}

/** @param {Page} page @returns {Promise<number>} what is left after garbage collection */
async function heapBytes(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/** @param {Page} page */
function scrollToTheEnd(page) {
  return page.evaluate(
    async ({ looking, lookingMs, quick, stuckMs }) => {
      const grid = document.querySelector('[role=grid][aria-label=Models]');
      const list = grid?.parentElement;
      if (!grid || !list) throw new Error('There is no list of models.');
      /** @type {Map<string, number>} */
      const placeOf = new Map();
      const twice = new Set();
      let domNodesMax = 0;
      let longTasks = 0;
      let longestTaskMs = 0;
      const tasks = new PerformanceObserver((seen) => {
        for (const { duration } of seen.getEntries()) {
          longTasks += 1;
          longestTaskMs = Math.max(longestTaskMs, duration);
        }
      });
      tasks.observe({ type: 'longtask' });
      const look = () => {
        const columns = Number(grid.getAttribute('aria-colcount'));
        for (const card of grid.querySelectorAll('[data-card-id]')) {
          const id = card.getAttribute('data-card-id') ?? '';
          const row = Number(card.closest('[role=row]')?.getAttribute('aria-rowindex'));
          const place = (row - 1) * columns + Number(card.getAttribute('aria-colindex'));
          const known = placeOf.get(id);
          if (known === undefined) placeOf.set(id, place);
          else if (known !== place) twice.add(id);
        }
      };
      const beganAt = performance.now();
      let lastFrame = beganAt;
      let newAt = beganAt;
      let frames = 0;
      for (;;) {
        const now = await new Promise((resolve) => requestAnimationFrame(resolve));
        const pixelsPerSecond = now - beganAt < lookingMs ? looking : quick;
        list.scrollTop += (pixelsPerSecond * (now - lastFrame)) / 1000;
        lastFrame = now;
        const before = placeOf.size;
        look();
        if (placeOf.size > before) newAt = now;
        frames += 1;
        if (frames % 30 === 0) domNodesMax = Math.max(domNodesMax, document.getElementsByTagName('*').length);
        const isAtEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
        const isAll = isAtEnd && /That is all/.test(list.textContent ?? '');
        if (isAll || now - newAt > stuckMs) break;
      }
      tasks.disconnect();
      return {
        items: placeOf.size,
        duplicates: twice.size,
        longTasks,
        longestTaskMs: Math.round(longestTaskMs),
        domNodesMax,
        scrollSeconds: Math.round((performance.now() - beganAt) / 1000),
      };
    },
    {
      looking: LOOKING_PIXELS_PER_SECOND,
      lookingMs: LOOKING_MS,
      quick: PIXELS_PER_SECOND,
      stuckMs: STUCK_MS,
    },
  );
}
