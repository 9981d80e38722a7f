import { describe, it } from 'vitest';
import { beginDownload, chooseComfy, downloadRow, goTo, openModel, signIn } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { answerFolderDialog } from '../support/electron-app';
import { expect } from '../support/patient-expect';
import { addDownloads } from '../support/queue-drive';

const t = e2e(5);

const key = (name: string) => t.civet.page.keyboard.press(name);
/** Role and name are not enough for what is focused only because something else went away. */
const focused = () => t.civet.page.evaluate(() => document.activeElement?.tagName);

describe('focus', () => {
  it('stays in the page after a sign-in and after a folder was chosen, by key alone', async () => {
    const { page } = t.civet;
    await signIn(page, t.civitai.token);
    await expect(page.getByRole('region', { name: /^Signed in as/ })).toBeFocused();
    await answerFolderDialog(t.civet.app, t.profile.comfy);
    await goTo(page, 'Folders');
    await page.getByRole('button', { name: 'Choose folder' }).focus();
    await key('Enter');
    await expect(page.getByRole('list', { name: 'Programs' })).toBeFocused();
  });

  it('is in the palette also when that is opened again while it still fades out', async () => {
    const { page } = t.civet;
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    for (const name of ['Creators', 'Tags', 'Creators', 'Tags']) {
      await key('Control+Shift+P');
      await expect(page.getByRole('textbox', { name: 'Search commands' })).toBeFocused();
      await page.keyboard.type(name);
      await page.getByRole('menuitem', { name, exact: true }).click();
      await expect(page.getByRole('main', { name })).toBeVisible();
    }
  });

  it('stays on the button when the folder dialog is closed without a choice', async () => {
    const { page } = t.civet;
    await t.civet.app.evaluate(({ dialog }) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
    });
    await goTo(page, 'Folders');
    const button = page.getByRole('button', { name: 'Choose folder' });
    await button.focus();
    await key('Enter');
    await expect(button).toBeEnabled();
    await expect(button).toBeFocused();
  });

  it('never moves the window’s own frame: long screens scroll by themselves', async () => {
    const { page } = t.civet;
    await goTo(page, 'Settings');
    await page.getByRole('heading', { name: 'About' }).evaluate((end) => end.scrollIntoView());
    const { moved, overflow } = await page.evaluate(() => ({
      moved: document.documentElement.scrollTop + document.body.scrollTop,
      overflow: document.documentElement.scrollHeight - window.innerHeight,
    }));
    expect([moved, overflow]).toEqual([0, 0]);
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeInViewport({ ratio: 1 });
  });

  it('goes back to the row when its details are closed', async () => {
    const model = namedModel(t.civitai, 'largeSlow');
    const { page } = t.civet;
    t.civitai.faults.set('all', { bytesPerSecond: 100_000 });
    await beginDownload(t.civet, t.profile, model.modelName);
    const row = downloadRow(page, model.modelName);
    const details = page.getByRole('complementary', { name: 'Download details' });
    await row.focus();
    await key('Enter');
    await details.getByRole('button', { name: 'Close details' }).focus();
    await key('Enter');
    await expect(details).toBeHidden();
    await expect(row).toBeFocused();
    expect(await focused()).not.toBe('BODY');
  });

  it('keeps keys away from what is behind a question', async () => {
    const model = namedModel(t.civitai, 'noSha256');
    const { page } = t.civet;
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Queue');
    await addDownloads(page, [model]);
    await expect(downloadRow(page, model.modelName)).toContainText('placed');
    await page.getByText('History', { exact: true }).click();
    await page.getByRole('button', { name: 'Clear history' }).click();
    const question = page.getByRole('alertdialog', { name: /^Clear/ });
    await expect(question).toBeVisible();
    for (const name of ['ControlOrMeta+k', 'ControlOrMeta+1']) await key(name);
    await expect(question).toBeVisible();
    await key('Escape');
    await expect(question).toBeHidden();
    await expect(page.getByRole('grid', { name: 'History' })).toBeVisible();
    await key('ControlOrMeta+1');
    await expect(page.getByRole('grid', { name: 'Models' })).toBeVisible();
  });
});

describe('a card of Discover', () => {
  it('leads to the file that is here, and the toast of its adding goes with the download', async () => {
    const model = namedModel(t.civitai, 'noSha256');
    const { page } = t.civet;
    t.civitai.faults.set('all', { bytesPerSecond: 20_000 });
    await chooseComfy(t.civet, t.profile);
    await openModel(page, model.modelName);
    await goTo(page, 'Discover');
    const card = page.getByRole('gridcell', { name: model.modelName, exact: true });
    await card.hover();
    await card.getByRole('button', { name: `Download ${model.modelName}` }).click();
    const toast = page.getByText(/^Added .* to the queue$/);
    await expect(toast).toBeVisible();
    await expect(card.getByRole('button', { name: `Show ${model.modelName} in the queue` })).toBeAttached();
    // Below the pointer it stays for as long as one likes, so only its download can take it along.
    await toast.hover();
    await page.evaluate(async () => {
      const { civet } = window as unknown as {
        civet: {
          invoke(name: string, payload?: unknown): Promise<{ value: { downloads: { id: string }[] } }>;
        };
      };
      const { value } = await civet.invoke('downloads.snapshot');
      await civet.invoke('downloads.remove', { id: value.downloads[0]?.id });
    });
    await expect(toast).toBeHidden();
    t.civitai.faults.clear();
    await card.hover();
    await card.getByRole('button', { name: `Download ${model.modelName}` }).click();
    await expect(card.getByRole('button', { name: `Open the folder of ${model.modelName}` })).toBeAttached();
    expect(t.civet.complaints).toEqual([]);
  });
});
