import { spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it } from 'vitest';
import { chooseComfy, goTo, signIn } from '../support/drive';
import { e2e } from '../support/e2e';
import { answerFolderDialog, electronCommand, quit, startCivet } from '../support/electron-app';
import { expect } from '../support/patient-expect';

const t = e2e(5);
const stored = () => join(t.profile.data, 'civet.json');

describe('the settings', () => {
  it('are searched by key, by what they do, and by nothing that they are not', async () => {
    const { page } = t.civet;
    await goTo(page, 'Settings');
    const jump = page.getByRole('navigation', { name: 'Sections' });
    await jump.getByRole('button', { name: 'Downloads', exact: true }).press('Enter');
    await expect(page.getByRole('heading', { name: 'Downloads', level: 2 })).toBeFocused();
    await page.keyboard.press('Control+F');
    await page.keyboard.type('asleep');
    await expect(page.getByRole('checkbox', { name: 'Keep this computer awake' })).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Simultaneous downloads' })).toBeHidden();
    await expect(jump.getByRole('button')).toHaveText(['Downloads']);
    await page.keyboard.type(' aardvark');
    await expect(page.getByRole('heading', { name: 'No setting matches' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('textbox', { name: 'Simultaneous downloads' })).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('go back to their defaults one by one', async () => {
    const { page } = t.civet;
    await goTo(page, 'Settings');
    await page.getByRole('radio', { name: 'Dark' }).press('Space');
    const reset = page.getByRole('button', { name: 'Set “Appearance” back to its default' });
    await reset.press('Enter');
    const appearance = page.getByRole('radiogroup', { name: 'Appearance' });
    await expect(appearance.getByRole('radio', { name: 'System' })).toBeChecked();
    await expect(reset).toHaveCount(0);
  });

  it('go through a file and back, without the token, and are shown before they are taken', async () => {
    const { page, app } = t.civet;
    await chooseComfy(t.civet, t.profile);
    await signIn(page, t.civitai.token);
    await expect(page.getByRole('heading', { name: /^Signed in as/ })).toBeVisible();
    await goTo(page, 'Settings');
    await page.getByRole('radio', { name: 'Dark' }).press('Space');
    await page.getByRole('checkbox', { name: 'Keep this computer awake' }).press('Space');
    const path = join(dirname(t.profile.data), 'my settings.json');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await page.getByRole('button', { name: 'Export…' }).press('Enter');
    await expect(page.getByText('Settings exported')).toBeVisible();
    const text = await readFile(path, 'utf8');
    expect(text).not.toContain(t.civitai.token);
    expect(text).not.toContain('encryptedToken');
    expect(JSON.parse(text)).toMatchObject({ settings: { theme: 'dark', keepAwake: false } });

    await page.getByRole('radio', { name: 'Light' }).press('Space');
    const changed = JSON.parse(text);
    await writeFile(
      path,
      JSON.stringify({ ...changed, settings: { ...changed.settings, simultaneousDownloads: 'many' } }),
    );
    await answerFolderDialog(app, path);
    await page.getByRole('button', { name: 'Import…' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Import from my settings.json?' });
    await expect(dialog.getByRole('row', { name: 'Appearance light dark' })).toBeVisible();
    await expect(dialog.getByText(/simultaneousDownloads/)).toBeVisible();
    await expect(page.getByRole('radio', { name: 'Light', includeHidden: true })).toBeChecked();
    await dialog.getByRole('button', { name: 'Import' }).press('Enter');
    await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
    await writeFile(path, JSON.stringify({ ...changed, version: 99 }));
    await page.getByRole('button', { name: 'Import…' }).press('Enter');
    await expect(page.getByText('These settings are from a newer Civet')).toBeVisible();
  });
});

describe('the settings file', () => {
  it('of an earlier Civet is brought to today, and kept as it was', async () => {
    await quit(t.civet);
    const former = {
      settings: { theme: 'dark' },
      folders: { layout: 'comfyui', root: t.profile.comfy, own: {} },
    };
    await writeFile(stored(), JSON.stringify(former));
    t.civet = await startCivet(t.profile, t.civitai.origin);
    await goTo(t.civet.page, 'Folders');
    await expect(t.civet.page.getByText('models/loras').first()).toBeVisible();
    const [kept = ''] = (await readdir(t.profile.data)).filter((name) =>
      name.startsWith('civet.json.before-'),
    );
    expect(JSON.parse(await readFile(join(t.profile.data, kept), 'utf8'))).toEqual(former);
  });

  it('that is damaged is kept aside and said, until somebody has seen it', async () => {
    await quit(t.civet);
    await writeFile(stored(), '{"settings":{"theme":"da');
    t.civet = await startCivet(t.profile, t.civitai.origin);
    const said = (page: typeof t.civet.page) => page.getByText(/The settings file was damaged/);
    await expect(said(t.civet.page)).toBeVisible();
    await t.restart('quit');
    const { page, app } = t.civet;
    await expect(said(page)).toBeVisible();
    const shown = app.evaluate(
      ({ shell }) =>
        new Promise<string>((done) => {
          shell.showItemInFolder = done;
        }),
    );
    await page.getByRole('button', { name: 'Show file' }).press('Enter');
    expect(await readFile(await shown, 'utf8')).toBe('{"settings":{"theme":"da');
    await page.getByRole('button', { name: 'Seen, do not show again' }).press('Enter');
    await expect(said(page)).toHaveCount(0);
    await t.restart('quit');
    await expect(t.civet.page.getByRole('grid', { name: 'Models' })).toBeVisible();
    await expect(said(t.civet.page)).toHaveCount(0);
    expect(t.civet.complaints).toEqual([]);
  });

  it('of a later Civet is left alone, and says what to do', async () => {
    await quit(t.civet);
    const text = JSON.stringify({ version: 99, settings: { theme: 'dark' } });
    await writeFile(stored(), text);
    const command = electronCommand(t.profile.data);
    const env = { ...process.env, CIVET_API_ORIGIN: t.civitai.origin, CI: 'true' };
    const child = spawn(command.executable, command.args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString();
    });
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(2);
    expect(said).toContain('Install the latest version of Civet; nothing was changed.');
    expect(await readFile(stored(), 'utf8')).toBe(text);
    await writeFile(stored(), JSON.stringify({ firstStart: 'over' }));
    t.civet = await startCivet(t.profile, t.civitai.origin);
  });
});
