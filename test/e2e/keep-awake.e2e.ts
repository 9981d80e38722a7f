import { describe, it } from 'vitest';
import { beginDownload, downloadRow, goTo } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { expect } from '../support/patient-expect';

const t = e2e(5);

/** Electron numbers its blockers from a small number on, and tells of each whether it is in force. */
const keepsAwake = () =>
  t.civet.app.evaluate(({ powerSaveBlocker }) =>
    Array.from({ length: 50 }, (_, id) => id).some((id) => powerSaveBlocker.isStarted(id)),
  );

describe('sleep', () => {
  it('is kept away while a file is fetched, and no longer when the setting says so', async () => {
    const model = namedModel(t.civitai, 'largeSlow');
    t.civitai.faults.set('all', { bytesPerSecond: 200_000 });
    expect(await keepsAwake()).toBe(false);
    await beginDownload(t.civet, t.profile, model.modelName);
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('Downloading');
    await expect.poll(keepsAwake).toBe(true);
    await goTo(t.civet.page, 'Settings');
    const choice = t.civet.page.getByRole('checkbox', { name: 'Keep this computer awake' });
    await expect(choice).toBeChecked();
    await t.civet.page.getByText('Keep this computer awake').click();
    await expect.poll(keepsAwake).toBe(false);
    await t.restart('quit');
    await goTo(t.civet.page, 'Queue');
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('Downloading');
    expect(await keepsAwake()).toBe(false);
    expect(t.civet.complaints).toEqual([]);
  });
});
