import { describe, it } from 'vitest';
import { chooseComfy, downloadRow, goTo } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';
import { addDownloads, addEverything, shownNames } from '../support/queue-drive';

const t = e2e(5);

const key = (name: string) => t.civet.page.keyboard.press(name);

/** Paused, so that nothing starts while it is ordered. */
async function pausedQueue() {
  const models = (['mainJob', 'checkpoint', 'noSha256', 'onlyAutoV2'] as const).map((name) =>
    namedModel(t.civitai, name),
  );
  t.civitai.faults.set('all', { bytesPerSecond: 20_000 });
  await chooseComfy(t.civet, t.profile);
  await goTo(t.civet.page, 'Queue');
  await addDownloads(t.civet.page, models);
  await t.civet.page.getByRole('button', { name: 'Pause all' }).click();
  await expect(t.civet.page.getByText('Paused', { exact: true })).toHaveCount(models.length);
  const [first, second, third, fourth] = models.map(({ modelName }) => modelName);
  return { models, names: [first ?? '', second ?? '', third ?? '', fourth ?? ''] as const };
}

describe('the order of the queue', () => {
  it('is changed by key, keeps the focus on the row, and survives a restart', async () => {
    const { models, names } = await pausedQueue();
    const [first, second, third, fourth] = names;
    const { page } = t.civet;
    await expect.poll(shownNames(page, models)).toEqual(names);
    await downloadRow(page, fourth).focus();
    await key('Alt+Home');
    await expect.poll(shownNames(page, models)).toEqual([fourth, first, second, third]);
    await key('Alt+ArrowDown');
    await expect.poll(shownNames(page, models)).toEqual([first, fourth, second, third]);
    await expect(downloadRow(page, fourth)).toBeFocused();
    await downloadRow(page, first).focus();
    await key('Alt+End');
    await expect.poll(shownNames(page, models)).toEqual([fourth, second, third, first]);
    await key('Alt+ArrowUp');
    const wanted = [fourth, second, first, third];
    await expect.poll(shownNames(page, models)).toEqual(wanted);
    await t.restart('kill');
    await goTo(t.civet.page, 'Queue');
    await expect.poll(shownNames(t.civet.page, models)).toEqual(wanted);
  });

  it('is changed by dragging, with the mouse and with the keys alone', async () => {
    const { models, names } = await pausedQueue();
    const [first, second, third, fourth] = names;
    const { page } = t.civet;
    await downloadRow(page, fourth).dragTo(downloadRow(page, first), {
      sourcePosition: { x: 200, y: 20 },
      targetPosition: { x: 200, y: 6 },
    });
    await expect.poll(shownNames(page, models)).toEqual([fourth, first, second, third]);
    // Left and right go through the buttons of a row; the first of them takes it up.
    await downloadRow(page, first).focus();
    await key('ArrowRight');
    await expect(page.getByRole('button', { name: `Move ${first}` })).toBeFocused();
    await key('Enter');
    await expect(page.locator('[data-drop]')).toHaveCount(1);
    for (let step = 0; step < models.length; step += 1) {
      const isThere = await downloadRow(page, third).evaluate((row) => row.matches('[data-drop]'));
      if (isThere) break;
      await key('Tab');
    }
    await key('Enter');
    await expect.poll(shownNames(page, models)).toEqual([fourth, second, third, first]);
    await expect(downloadRow(page, first)).toBeFocused();
  });

  it('lets a higher priority go first, and puts the smallest first when asked', async () => {
    const { models, names } = await pausedQueue();
    const [first, second, third, fourth] = names;
    const { page } = t.civet;
    await downloadRow(page, third).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Priority' }).press('ArrowRight');
    await page.getByRole('menuitemradio', { name: 'High' }).click();
    await expect(downloadRow(page, third).getByRole('img', { name: 'High priority' })).toBeVisible();
    await expect.poll(shownNames(page, models)).toEqual([third, first, second, fourth]);
    await page.getByRole('button', { name: 'Smallest first' }).click();
    await expect.poll(shownNames(page, models)).toEqual([third, fourth, second, first]);
  });

  it('takes a view along with the row that is moved by key, and with no other change', async () => {
    const { page } = t.civet;
    t.civitai.faults.set('all', { bytesPerSecond: 20_000 });
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Queue');
    const models = await addEverything(page, Object.values(t.civitai.named));
    expect(models.length).toBeGreaterThan(15);
    await page.getByRole('button', { name: 'Pause all' }).click();
    await expect(page.getByText('Paused', { exact: true }).first()).toBeVisible();
    const grid = page.getByRole('grid', { name: 'Downloads' });
    const top = () => grid.evaluate((list) => list.scrollTop);
    const first = grid.locator('[data-row-id]').first();
    await first.focus();
    const id = await first.getAttribute('data-row-id');
    const moved = grid.locator(`[data-row-id="${id}"]`);
    await key('Alt+End');
    await expect(moved).toBeInViewport({ ratio: 0.9 });
    await expect(moved).toBeFocused();
    expect(await top()).toBeGreaterThan(100);
    await key('Alt+Home');
    await expect(moved).toBeInViewport({ ratio: 0.9 });
    await expect(moved).toBeFocused();
    // Somebody looks at the end of the list while rows above it come and go.
    await grid.evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await expect(moved).not.toBeInViewport();
    const before = await top();
    const last = await grid.locator('[data-row-id]').last().getAttribute('data-row-id');
    await page.evaluate(
      async (ids) => {
        const { civet } = window as unknown as {
          civet: { invoke(name: string, payload: unknown): Promise<unknown> };
        };
        await civet.invoke('downloads.move', { ids, to: { kind: 'top' } });
      },
      [last],
    );
    await expect(moved).toHaveAttribute('aria-rowindex', '3');
    await expect(moved).toBeFocused();
    expect(await top()).toBe(before);
    expect(t.civet.complaints).toEqual([]);
  });

  it('decides who starts next', async () => {
    const running = namedModel(t.civitai, 'largeSlow');
    const waiting = (['noSha256', 'onlyAutoV2', 'onlyCrc32'] as const).map((name) =>
      namedModel(t.civitai, name),
    );
    const { page } = t.civet;
    t.civitai.faults.set('all', { bytesPerSecond: 500_000 });
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Queue');
    await page.getByRole('button', { name: /Simultaneous downloads/ }).click();
    await page.getByRole('option', { name: '1 at a time' }).click();
    await addDownloads(page, [running, ...waiting]);
    await expect(downloadRow(page, running.modelName)).toContainText('Downloading');
    // Also of one that runs, whose share of a limit it decides.
    await downloadRow(page, running.modelName).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Priority' }).press('ArrowRight');
    await page.getByRole('menuitemradio', { name: 'Low' }).click();
    await expect(
      downloadRow(page, running.modelName).getByRole('img', { name: 'Low priority' }),
    ).toBeVisible();
    const last = waiting[2]?.modelName ?? '';
    await downloadRow(page, last).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Move', exact: true }).press('ArrowRight');
    await page.getByRole('menuitem', { name: /^To the top/ }).click();
    await expect
      .poll(shownNames(page, waiting))
      .toEqual([last, waiting[0]?.modelName, waiting[1]?.modelName]);
    t.civitai.faults.clear();
    await expect(page.getByText(/^Verified and placed/)).toHaveCount(4);
    const asked = t.civitai.requests.flatMap(({ path }) => {
      const versionId = Number(/^\/api\/download\/models\/(\d+)/.exec(path)?.[1]);
      return waiting.find((model) => model.versionId === versionId)?.modelName ?? [];
    });
    expect([...new Set(asked)]).toEqual([last, waiting[0]?.modelName, waiting[1]?.modelName]);
  });
});
