import type { Page } from 'playwright/test';
import { describe, it } from 'vitest';
import { goTo, openPalette } from '../support/drive';
import { e2e } from '../support/e2e';
import { expect } from '../support/patient-expect';

const t = e2e(5);

const atOnce = (page: Page) => page.getByRole('textbox', { name: 'Simultaneous downloads' });
const subfolders = (page: Page) => page.getByRole('textbox', { name: 'Subfolders' });

async function typeInto(field: ReturnType<typeof atOnce>, words: string): Promise<void> {
  await field.focus();
  await field.page().keyboard.press('ControlOrMeta+A');
  await field.page().keyboard.type(words);
}

/** What main has kept, whatever the page shows. */
function kept(page: Page) {
  return page.evaluate(async () => {
    const { civet } = window as unknown as {
      civet: {
        invoke(
          name: string,
        ): Promise<{ value: { simultaneousDownloads: number; names: { folder: string } } }>;
      };
    };
    const { value } = await civet.invoke('settings.snapshot');
    return { atOnce: value.simultaneousDownloads, subfolders: value.names.folder };
  });
}

describe('what is typed', () => {
  it('is kept when a key leads away at once, and when Civet is quit at once', async () => {
    const { page } = t.civet;
    await goTo(page, 'Settings');
    await typeInto(atOnce(page), '7');
    await page.keyboard.press('Control+1');
    await expect.poll(() => kept(page)).toEqual({ atOnce: 7, subfolders: '' });
    await goTo(page, 'Settings');
    await typeInto(subfolders(page), '{type}');
    await page.keyboard.press('Control+1');
    await expect.poll(() => kept(page)).toEqual({ atOnce: 7, subfolders: '{type}' });

    await goTo(page, 'Settings');
    await typeInto(atOnce(page), '9');
    await t.restart('quit');
    await goTo(t.civet.page, 'Settings');
    await expect(atOnce(t.civet.page)).toHaveValue('9');
    await typeInto(subfolders(t.civet.page), '{type}/sorted');
    await t.restart('quit');
    await goTo(t.civet.page, 'Settings');
    await expect(subfolders(t.civet.page)).toHaveValue('{type}/sorted');
    expect(t.civet.complaints).toEqual([]);
  });

  it('stays in the field it is typed in, also when a frame of what was done before comes late', async () => {
    const { page } = t.civet;
    await goTo(page, 'Settings');
    const name = page.getByRole('textbox', { name: 'File name' });
    const insert = async () => {
      await page.getByRole('button', { name: 'Insert a fact into the file name' }).press('Enter');
      await page.getByRole('menuitem', { name: 'Id of the model' }).press('Enter');
    };
    await insert();
    await expect(name).toBeFocused();
    await expect(name).toHaveValue('{model-id}');

    await page.evaluate(() => {
      const frames = new Map<number, FrameRequestCallback>();
      let latest = 1_000_000_000;
      window.requestAnimationFrame = (onFrame) => {
        latest += 1;
        frames.set(latest, onFrame);
        return latest;
      };
      // What is called off comes neither in time nor late.
      const callOff = window.cancelAnimationFrame.bind(window);
      window.cancelAnimationFrame = (id) => {
        if (!frames.delete(id)) callOff(id);
      };
      const comeLate = () => {
        const late = [...frames.values()];
        frames.clear();
        for (const onFrame of late) onFrame(performance.now());
        return late.length;
      };
      Object.assign(window, { comeLate });
    });
    await insert();
    await expect(page.getByRole('menu')).toHaveCount(0);
    await subfolders(page).focus();
    await page.keyboard.type('{ty');
    const came = await page.evaluate(() => (window as unknown as { comeLate(): number }).comeLate());
    expect(came).toBeGreaterThan(0);
    await page.keyboard.type('pe}');
    await expect(subfolders(page)).toHaveValue('{type}');
    await expect(name).toHaveValue('{model-id}{model-id}');
    expect(t.civet.complaints).toEqual([]);
  });

  it('is carried out by Enter, however fast, where the pointer lay on the same entry before', async () => {
    const { page } = t.civet;
    await openPalette(page);
    const field = page.getByRole('textbox', { name: 'Search commands' });
    const entry = page.getByRole('menuitem', { name: 'Creators' });
    await entry.hover();
    await expect(field).toHaveAttribute('aria-activedescendant', (await entry.getAttribute('id')) ?? '');
    // After the first letter the list stands on another one, after the second on this one again.
    await page.keyboard.type('Cr');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Creators', level: 1 })).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('counts each press of a button, also before main has answered for the one before', async () => {
    const { page } = t.civet;
    await goTo(page, 'Settings');
    const before = (await kept(page)).atOnce;
    await page
      .getByRole('button', { name: 'More simultaneous downloads' })
      .evaluate(async (button: HTMLElement) => {
        for (let presses = 0; presses < 3; presses += 1) {
          button.click();
          // The page draws what was pressed; no answer of main comes in between.
          for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
        }
      });
    await expect.poll(async () => (await kept(page)).atOnce).toBe(before + 3);
    await expect(atOnce(page)).toHaveValue(String(before + 3));
  });
});
