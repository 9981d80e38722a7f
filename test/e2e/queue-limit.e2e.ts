import { describe, it } from 'vitest';
import { chooseComfy, downloadRow, goTo } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';
import { addDownloads, shownRate } from '../support/queue-drive';

const t = e2e(5);

async function setLimit(megabytes: string): Promise<void> {
  const field = t.civet.page.getByRole('textbox', { name: 'Limit' });
  await field.fill(megabytes);
  await field.press('Enter');
  await expect(t.civet.page.getByText(`In force: ${megabytes}.0 MB/s, set by hand.`)).toBeVisible();
}

/** Bytes that the storage has sent in two seconds, for each of them. */
async function sentRate(): Promise<number> {
  const sent = () => t.civitai.requests.reduce((sum, { sentBytes }) => sum + sentBytes, 0);
  const [before, beganAtMs] = [sent(), Date.now()];
  await expect.poll(() => Date.now() - beganAtMs).toBeGreaterThan(2_000);
  return ((sent() - before) / (Date.now() - beganAtMs)) * 1000;
}

describe('the speed limit', () => {
  it('holds at once for what runs, up and down, and the window says so', async () => {
    const model = namedModel(t.civitai, 'largeSlow');
    const { page } = t.civet;
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Queue');
    await page
      .getByRole('main')
      .getByRole('button', { name: /^Speed limit/ })
      .click();
    await page.getByText('Limited', { exact: true }).click();
    await setLimit('1');
    await page.keyboard.press('Escape');
    await addDownloads(page, [model]);
    const row = downloadRow(page, model.modelName);
    const rate = () => shownRate(row);
    await expect.poll(rate).toBeGreaterThan(600_000);
    await expect.poll(rate).toBeLessThan(1_300_000);
    expect(await sentRate()).toBeLessThan(2_000_000);
    await page
      .getByRole('main')
      .getByRole('button', { name: /^Speed limit: 1\.0/ })
      .click();
    await setLimit('4');
    await page.keyboard.press('Escape');
    await expect.poll(rate).toBeGreaterThan(3_000_000);
    expect(await sentRate()).toBeLessThan(6_000_000);
    await page
      .getByRole('main')
      .getByRole('button', { name: /^Speed limit: 4\.0/ })
      .click();
    await setLimit('2');
    await page.keyboard.press('Escape');
    await expect.poll(rate).toBeLessThan(2_600_000);
    await page
      .getByRole('main')
      .getByRole('button', { name: /^Speed limit: 2\.0/ })
      .click();
    await page.getByText('Full speed', { exact: true }).last().click();
    await expect(page.getByText('In force: full speed.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(row).toContainText('Verified and placed');
  });

  it('follows the weekly schedule: a quiet hour fetches nothing and is said', async () => {
    const model = namedModel(t.civitai, 'mainJob');
    const { page } = t.civet;
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'Add a rule' }).click();
    const rule = page.getByRole('listitem', { name: 'Rule 1' });
    for (const day of ['Saturday', 'Sunday']) await rule.getByRole('button', { name: day }).click();
    const times = ['Begins at', 'Ends at'] as const;
    for (const name of times) {
      await rule.getByRole('textbox', { name }).fill('0:00');
      await rule.getByRole('textbox', { name }).press('Enter');
    }
    await rule.getByRole('button', { name: /Speed/ }).click();
    await page.getByRole('option', { name: 'Fetch nothing' }).click();
    await goTo(page, 'Queue');
    await addDownloads(page, [model]);
    await expect(page.getByText(/^The schedule fetches nothing/)).toBeVisible();
    await expect(downloadRow(page, model.modelName)).toContainText(/Queued|Waiting: quiet hours/);
    expect(t.civitai.requests.filter(({ origin }) => origin === 'storage')).toEqual([]);
    await page
      .getByRole('main')
      .getByRole('button', { name: /^Speed limit: Paused/ })
      .click();
    await page.getByText('Follow the weekly schedule').click();
    await page.keyboard.press('Escape');
    await expect(downloadRow(page, model.modelName)).toContainText('Verified and placed');
    expect(t.civet.complaints).toEqual([]);
  });
});
