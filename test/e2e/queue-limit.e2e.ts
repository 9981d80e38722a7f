import { describe, it } from 'vitest';
import { formatSpeed } from '../../shared/words/format';
import { chooseComfy, downloadRow, goTo } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';
import { addDownloads, shownRate } from '../support/queue-drive';

const t = e2e(5);

/** What a server has handed to its socket before anybody has read it. */
const SENT_IN_VAIN = 8_000_000;
/** So low that the file is in its middle for as long as this takes, however busy the machine is. */
const [LOW, HIGH, MIDDLE] = [200_000, 800_000, 400_000] as const;

/** From the button that says what is in force. */
async function setLimit(inForce: RegExp, bytesPerSecond: number): Promise<void> {
  const { page } = t.civet;
  await page.getByRole('main').getByRole('button', { name: inForce }).click();
  await page.getByText('Limited', { exact: true }).click();
  const unit = page.getByRole('button', { name: /Unit$/ });
  if (!(await unit.textContent())?.includes('kB/s')) {
    await unit.click();
    await page.getByRole('option', { name: 'kB/s' }).click();
    await expect(page.getByRole('listbox')).toBeHidden();
  }
  const field = page.getByRole('textbox', { name: 'Limit' });
  await field.fill(String(bytesPerSecond / 1_000));
  await field.press('Enter');
  await expect(page.getByText(`In force: ${formatSpeed(bytesPerSecond)}, set by hand.`)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
}

describe('the speed limit', () => {
  it('holds at once for what runs, up and down, and the window says so', async () => {
    const model = namedModel(t.civitai, 'largeSlow');
    const { page } = t.civet;
    const sentBytes = () => t.civitai.requests.reduce((sum, each) => sum + each.sentBytes, 0);
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Queue');
    await setLimit(/^Speed limit/, LOW);
    await addDownloads(page, [model]);
    const beganAt = Date.now();
    const row = downloadRow(page, model.modelName);
    /** Whether the row says about this rate. */
    const isNear = async (limit: number) => Math.abs(((await shownRate(row)) ?? 0) / limit - 1) < 0.3;
    await expect.poll(() => isNear(LOW)).toBe(true);
    await setLimit(/^Speed limit: 200 kB/, HIGH);
    await expect.poll(() => isNear(HIGH)).toBe(true);
    await setLimit(/^Speed limit: 800 kB/, MIDDLE);
    await expect.poll(() => isNear(MIDDLE)).toBe(true);
    expect(sentBytes()).toBeLessThan((HIGH * (Date.now() - beganAt)) / 1_000 + SENT_IN_VAIN);
    await page
      .getByRole('main')
      .getByRole('button', { name: /^Speed limit: 400 kB/ })
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
