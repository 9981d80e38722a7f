import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { describe, it } from 'vitest';
import { beginDownload, downloadRow, goTo } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';

const t = e2e();

const storageRanges = () =>
  t.civitai.requests
    .filter((request) => request.origin === 'storage')
    .map((request) => request.headers.range ?? null);

/** What the journal holds for certain, as the page shows it. */
async function durableBytes(): Promise<number> {
  return t.civet.page.evaluate(async () => {
    const { civet } = window as unknown as {
      civet: { invoke(name: string): Promise<{ value: { downloads: { durableBytes: number }[] } }> };
    };
    return (await civet.invoke('downloads.snapshot')).value.downloads[0]?.durableBytes ?? 0;
  });
}

describe('a download survives', () => {
  it('kill -9 in its middle: it goes on from the durable offset by itself and ends verified', async () => {
    const model = namedModel(t.civitai, 'largeSlow');
    t.civitai.faults.set('all', { bytesPerSecond: 4_000_000 });
    await beginDownload(t.civet, t.profile, model.modelName);
    await expect.poll(durableBytes, { timeout: 30_000 }).toBeGreaterThan(1_000_000);
    const before = await durableBytes();
    t.civitai.faults.clear();
    await t.restart('kill');
    await goTo(t.civet.page, 'Queue');
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('Verified and placed', {
      timeout: 60_000,
    });
    const ranges = storageRanges();
    expect(ranges.length).toBe(2);
    expect(ranges[0]).toBe(null);
    const from = Number(/^bytes=(\d+)-$/.exec(ranges[1] ?? '')?.[1]);
    expect(from).toBeGreaterThanOrEqual(before);
    expect(from).toBeLessThan(model.bytes);
    expect(await readdir(join(t.profile.comfy, 'models', 'loras'))).toEqual([model.fileName]);
  });

  it('quitting: it goes on at the next start', async () => {
    const model = namedModel(t.civitai, 'largeSlow');
    t.civitai.faults.set('all', { bytesPerSecond: 8_000_000 });
    await beginDownload(t.civet, t.profile, model.modelName);
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('MB/s');
    t.civitai.faults.clear();
    await t.restart('quit');
    await goTo(t.civet.page, 'Queue');
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('Verified and placed', {
      timeout: 60_000,
    });
    expect(storageRanges().at(-1)).toMatch(/^bytes=[1-9]\d*-$/);
  });

  it('a reload of the page: nothing is lost and nothing is asked for twice', async () => {
    const model = namedModel(t.civitai, 'largeSlow');
    t.civitai.faults.set('all', { bytesPerSecond: 16_000_000 });
    await beginDownload(t.civet, t.profile, model.modelName);
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('MB/s');
    await t.civet.page.reload();
    await goTo(t.civet.page, 'Queue');
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('Downloading');
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('Verified and placed', {
      timeout: 60_000,
    });
    expect(storageRanges()).toEqual([null]);
  });

  it('pause and resume by hand, by key too', async () => {
    const model = namedModel(t.civitai, 'largeSlow');
    t.civitai.faults.set('all', { bytesPerSecond: 8_000_000 });
    await beginDownload(t.civet, t.profile, model.modelName);
    const row = downloadRow(t.civet.page, model.modelName);
    await expect(row).toContainText('MB/s');
    await row.getByRole('button', { name: `Pause ${model.modelName}` }).click();
    await expect(row).toContainText('Paused');
    t.civitai.faults.clear();
    await row.focus();
    await t.civet.page.keyboard.press('p');
    await expect(row).toContainText('Verified and placed', { timeout: 60_000 });
    expect(storageRanges().at(-1)).toMatch(/^bytes=[1-9]\d*-$/);
  });
});
