import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { beginDownload, downloadRow, goTo } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';

const t = e2e();

/** What a server has handed to its socket when a connection is given up, and nobody reads any more. */
const SENT_IN_VAIN = 8_000_000;

/** So slow that a file of 67 MB is in its middle for as long as a test needs, however busy the machine is. */
const SLOW = 200_000;
const RATE = /[kM]B\/s/;

const sentBytes = () =>
  t.civitai.requests.reduce((sum, { origin, sentBytes: sent }) => sum + (origin === 'storage' ? sent : 0), 0);

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
  it('kill -9 in its middle: it goes on by itself with what is on disk for certain, and ends verified', async () => {
    const model = namedModel(t.civitai, 'largeSlow');
    t.civitai.faults.set('all', { bytesPerSecond: 4_000_000 });
    await beginDownload(t.civet, t.profile, model.modelName);
    await expect.poll(durableBytes).toBeGreaterThan(16_000_000);
    const before = await durableBytes();
    t.civitai.faults.clear();
    await t.restart('kill');
    const sentBefore = sentBytes();
    await goTo(t.civet.page, 'Queue');
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('Verified and placed');
    expect(sentBytes() - sentBefore).toBeLessThanOrEqual(model.bytes - before + SENT_IN_VAIN);
    expect(await readdir(join(t.profile.comfy, 'models', 'loras'))).toEqual([model.fileName]);
  });

  it('quitting: it goes on at the next start', async () => {
    const model = namedModel(t.civitai, 'largeSlow');
    t.civitai.faults.set('all', { bytesPerSecond: SLOW });
    await beginDownload(t.civet, t.profile, model.modelName);
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText(RATE);
    // The server stays slow until Civet has ended: a fast one fills its sockets with what nobody reads any more.
    await t.restart('quit');
    t.civitai.faults.clear();
    await goTo(t.civet.page, 'Queue');
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('Verified and placed');
    expect(sentBytes()).toBeLessThanOrEqual(model.bytes + SENT_IN_VAIN);
  });

  it('a reload of the page: nothing is lost and nothing is asked for twice', async () => {
    const model = namedModel(t.civitai, 'largeSlow');
    t.civitai.faults.set('all', { bytesPerSecond: SLOW });
    await beginDownload(t.civet, t.profile, model.modelName);
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText(RATE);
    await t.civet.page.reload();
    await goTo(t.civet.page, 'Queue');
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('Downloading');
    t.civitai.faults.clear();
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('Verified and placed');
    expect(sentBytes()).toBeLessThanOrEqual(model.bytes + SENT_IN_VAIN);
  });

  it('pause and resume by hand, by key too', async () => {
    const model = namedModel(t.civitai, 'largeSlow');
    t.civitai.faults.set('all', { bytesPerSecond: SLOW });
    await beginDownload(t.civet, t.profile, model.modelName);
    const row = downloadRow(t.civet.page, model.modelName);
    await expect(row).toContainText(RATE);
    await row.getByRole('button', { name: `Pause ${model.modelName}` }).click();
    await expect(row).toContainText('Paused');
    t.civitai.faults.clear();
    await row.focus();
    await t.civet.page.keyboard.press('p');
    await expect(row).toContainText('Verified and placed');
    expect(sentBytes()).toBeLessThanOrEqual(model.bytes + SENT_IN_VAIN);
  });
});
