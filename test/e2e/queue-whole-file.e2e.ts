import { describe, it } from 'vitest';
import { chooseComfy, downloadRow, goTo, runCommand } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';
import { addDownloads } from '../support/queue-drive';

const t = e2e(5);

const key = (name: string) => t.civet.page.keyboard.press(name);
const question = (name: RegExp) => t.civet.page.getByRole('alertdialog', { name });
const button = (name: string) => t.civet.page.getByRole('button', { name, exact: true });

/** A running download whose storage gives only the whole file, and says so by what it does. */
async function wholeFile() {
  const model = namedModel(t.civitai, 'largeSlow');
  const { page } = t.civet;
  t.civitai.faults.set(model.fileId, { ignoreRange: true, bytesPerSecond: 500_000 });
  await chooseComfy(t.civet, t.profile);
  await goTo(page, 'Queue');
  await addDownloads(page, [model]);
  const row = downloadRow(page, model.modelName);
  await expect(row).toContainText('Cannot be resumed');
  const one = question(new RegExp(`^Pause ${model.modelName}`));
  return { model, page, row, one };
}

describe('a download that cannot be resumed', () => {
  it('says so, and asks before it is paused: by key, pointer and menu', async () => {
    const { model, page, row, one } = await wholeFile();
    await expect(row).toHaveAccessibleDescription(/sends only the whole file/);
    await row.focus();
    await key('p');
    await expect(one).toContainText('sent again from its beginning');
    await expect(button('Keep downloading')).toBeFocused();
    await key('Enter');
    await expect(one).toBeHidden();
    await expect(row).toBeFocused();
    await row.getByRole('button', { name: `Pause ${model.modelName}` }).click();
    await button('Keep downloading').click();
    await expect(one).toBeHidden();
    await row.getByRole('button', { name: `More for ${model.modelName}` }).click();
    await page.getByRole('menuitem', { name: /^Pause/ }).click();
    await expect(button('Keep downloading')).toBeFocused();
    await key('Escape');
    await expect(one).toBeHidden();
    await expect(row).toContainText('Cannot be resumed');
    await row.focus();
    await key('Enter');
    const inspector = page.getByRole('complementary', { name: 'Download details' });
    await expect(inspector).toContainText('Cannot be resumed. This server sends only the whole file.');
    await inspector.getByRole('button', { name: 'Pause', exact: true }).click();
    await button('Pause anyway').click();
    await expect(row).toContainText('Paused');
    await expect(row).not.toContainText('Cannot be resumed');
    expect(t.civet.complaints).toEqual([]);
  });

  it('is asked about once when all are paused, also from the palette of another screen', async () => {
    const { page, row } = await wholeFile();
    const all = question(/^Pause all downloads/);
    await button('Pause all').click();
    await expect(all).toContainText('1 of them cannot be resumed');
    await key('Enter');
    await expect(all).toBeHidden();
    await expect(row).toContainText('Cannot be resumed');
    await goTo(page, 'Settings');
    await runCommand(page, 'Pause all');
    await expect(button('Keep downloading')).toBeFocused();
    await key('Tab');
    await key('Enter');
    await expect(all).toBeHidden();
    await goTo(page, 'Queue');
    await expect(row).toContainText('Paused');
    expect(t.civet.complaints).toEqual([]);
  });
});
