import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { chooseComfy, downloadRow, goTo } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';
import { addDownloads } from '../support/queue-drive';

const t = e2e(5);

interface Seen {
  readonly durableBytes: number;
  readonly totalBytes: number | null;
}

/** What a server has handed to its socket when a connection is given up, and nobody reads any more. */
const SENT_IN_VAIN = 8_000_000;

/** What is on disk for certain, as the page is told. */
async function durable(): Promise<readonly Seen[]> {
  return t.civet.page.evaluate(async () => {
    const { civet } = window as unknown as {
      civet: { invoke(name: string): Promise<{ value: { downloads: Seen[] } }> };
    };
    const { value } = await civet.invoke('downloads.snapshot');
    return value.downloads.map(({ durableBytes, totalBytes }) => ({ durableBytes, totalBytes }));
  });
}

async function placedFiles(): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(join(t.profile.comfy, 'models'), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const hashed = await Promise.all(
    files.map(async ({ name, parentPath }) => {
      const bytes = await readFile(join(parentPath, name));
      return [name, createHash('sha256').update(bytes).digest('hex').toUpperCase()] as const;
    }),
  );
  return new Map(hashed);
}

describe('a queue survives', () => {
  it('kill -9 while three run: each goes on with what it had, and all end verified', async () => {
    const models = (['largeSlow', 'mainJob', 'checkpoint'] as const).map((name) =>
      namedModel(t.civitai, name),
    );
    const { page } = t.civet;
    // In the measure of their sizes, so that all three are in their middle at the same time.
    const setPace = (seconds: number) => {
      for (const { fileId, bytes } of models)
        t.civitai.faults.set(fileId, { bytesPerSecond: bytes / seconds });
    };
    setPace(600);
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Queue');
    await page.getByRole('button', { name: /Simultaneous downloads/ }).click();
    await page.getByRole('option', { name: '3 at a time' }).click();
    await addDownloads(page, models);
    await expect(page.getByText(/^Downloading/)).toHaveCount(3);
    setPace(20);
    const least = async () =>
      Math.min(...(await durable()).map(({ durableBytes, totalBytes }) => durableBytes / (totalBytes ?? 1)));
    await expect.poll(least).toBeGreaterThan(0.25);
    const before = await durable();
    const askedBefore = t.civitai.requests.length;
    t.civitai.faults.clear();
    await t.restart('kill');
    await goTo(t.civet.page, 'Queue');
    for (const { modelName } of models) {
      await expect(downloadRow(t.civet.page, modelName)).toContainText('Verified and placed');
    }
    expect(await placedFiles()).toEqual(new Map(models.map(({ fileName, sha256 }) => [fileName, sha256])));
    const sentAfter = t.civitai.requests
      .slice(askedBefore)
      .reduce((sum, { origin, sentBytes }) => sum + (origin === 'storage' ? sentBytes : 0), 0);
    const missing = before.reduce(
      (sum, { durableBytes, totalBytes }) => sum + (totalBytes ?? 0) - durableBytes,
      0,
    );
    expect(sentAfter).toBeLessThanOrEqual(missing + SENT_IN_VAIN);
  });
});

describe('the history', () => {
  it('keeps what was placed, cancelled and removed, finds it by its words, and survives a restart', async () => {
    const [placed, cancelled, removed] = (['noSha256', 'mainJob', 'checkpoint'] as const).map((name) =>
      namedModel(t.civitai, name),
    );
    if (!placed || !cancelled || !removed) throw new Error('The catalogue has them all.');
    const { page } = t.civet;
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Queue');
    await addDownloads(page, [placed]);
    await expect(downloadRow(page, placed.modelName)).toContainText('Verified and placed');
    t.civitai.faults.set('all', { bytesPerSecond: 20_000 });
    await addDownloads(page, [cancelled, removed]);
    await page.getByRole('button', { name: `Cancel ${cancelled.modelName}` }).click();
    await expect(downloadRow(page, cancelled.modelName)).toContainText('Cancelled');
    await downloadRow(page, removed.modelName).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Remove from the list' }).click();
    const question = page.getByRole('button', { name: 'Remove download' });
    await expect(question.or(page.getByRole('radio', { name: 'All 2' }))).toBeVisible();
    if (await question.isVisible()) await question.click();
    await expect(downloadRow(page, removed.modelName)).toBeHidden();
    await t.restart('quit');
    await goTo(t.civet.page, 'Queue');
    await t.civet.page.getByText('History', { exact: true }).click();
    const history = t.civet.page.getByRole('grid', { name: 'History' });
    const row = (name: string) => history.getByRole('row', { name: new RegExp(`^${name}`) });
    await expect(row(placed.modelName)).toContainText('Placed');
    await expect(row(cancelled.modelName)).toContainText('Cancelled');
    await expect(row(removed.modelName)).toContainText('Removed');
    await t.civet.page.getByRole('searchbox', { name: 'Search history' }).fill(placed.fileName.slice(0, 8));
    await expect(history.getByRole('row')).toHaveCount(1);
    await expect(row(placed.modelName)).toBeVisible();
    await t.civet.page.getByRole('searchbox', { name: 'Search history' }).fill('');
    await t.civet.page.getByRole('button', { name: 'Clear history' }).click();
    await t.civet.page.getByRole('alertdialog').getByRole('button', { name: 'Clear history' }).click();
    await expect(t.civet.page.getByText('Nothing has ended yet')).toBeVisible();
    await goTo(t.civet.page, 'Library');
    await expect(t.civet.page.getByRole('grid', { name: 'Files in the library' })).toContainText(
      placed.modelName,
    );
  });
});
