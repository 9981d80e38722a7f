import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron } from 'playwright';
import { describe, it } from 'vitest';
import { beginDownload, downloadRow, goTo } from '../support/drive';
import { e2e, namedModel } from '../support/e2e';
import { electronCommand, quit, startCivet } from '../support/electron-app';
import { expect } from '../support/patient-expect';
import {
  asked,
  closeWindow,
  ended,
  press,
  pressNotification,
  standOutside,
  startAgain,
  told,
  trayLabels,
  windowState,
} from '../support/presence-drive';

const t = e2e(5);
/** So slow that it runs for as long as a test needs. */
const SLOW = 200_000;

const again = (...args: readonly string[]) => startAgain(t.profile.data, t.civitai.origin, ...args);

describe('the tray’s menu', () => {
  it('names what runs with its percent, pauses, resumes, limits, and opens and quits', async () => {
    const { app, page } = t.civet;
    const model = namedModel(t.civitai, 'largeSlow');
    t.civitai.faults.set('all', { bytesPerSecond: SLOW });
    await standOutside(app);
    await beginDownload(t.civet, t.profile, model.modelName);
    const running = async () => (await trayLabels(app))[0];
    await expect.poll(running).toMatch(new RegExp(`^${model.modelName} · \\d+ %$`));
    await press(app, 'tray', 'Pause all');
    await expect(downloadRow(page, model.modelName)).toContainText('Paused');
    await expect.poll(running).toBe('Nothing is downloading');
    await press(app, 'tray', 'Resume all');
    await expect(downloadRow(page, model.modelName)).toContainText('Downloading');
    expect(await trayLabels(app)).toContain('• Full speed');
    await press(app, 'tray', '2.0 MB/s');
    await expect.poll(() => trayLabels(app)).toContain('• 2.0 MB/s');
    await expect(page.getByRole('button', { name: 'Speed limit: 2.0 MB/s' })).toBeVisible();
    expect((await trayLabels(app)).slice(-2)).toEqual(['Open Civet', 'Quit Civet']);
    expect(t.civet.complaints).toEqual([]);
  });
});

describe('closing the window', () => {
  it('goes on without it, says so once, lets go of the page, and comes back to where the user was', async () => {
    const { app } = t.civet;
    const model = namedModel(t.civitai, 'largeSlow');
    t.civitai.faults.set('all', { bytesPerSecond: SLOW });
    await standOutside(app);
    await beginDownload(t.civet, t.profile, model.modelName);
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('Downloading');
    await closeWindow(app);
    await expect.poll(() => windowState(app)).toBe('hidden');
    // No desktop, no tray: the user has to know how to get it back.
    expect((await asked(app)).map(({ message }) => message)).toEqual(['Civet goes on without its window']);
    expect(await again()).toBe(0);
    await expect.poll(() => windowState(app)).toBe('seen');
    await closeWindow(app);
    await expect.poll(() => windowState(app)).toBe('gone');
    expect(await asked(app)).toHaveLength(1);
    const percent = async () => Number(/(\d+) %$/.exec((await trayLabels(app))[0] ?? '')?.[1]);
    const before = await percent();
    await expect.poll(percent).toBeGreaterThan(before);
    const window = app.waitForEvent('window');
    expect(await again()).toBe(0);
    t.civet = { ...t.civet, page: await window };
    await expect(t.civet.page.getByRole('heading', { name: 'Queue', level: 1 })).toBeVisible();
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('Downloading');
    await t.civet.page.keyboard.press('Alt+ArrowLeft');
    await expect(t.civet.page.getByRole('heading', { name: model.modelName, level: 1 })).toBeVisible();
    expect(t.civet.complaints).toEqual([]);
  });

  it('quits where no tray would show that Civet is there and nothing is to be done', async () => {
    await standOutside(t.civet.app);
    const gone = ended(t.civet.app);
    await closeWindow(t.civet.app);
    await gone;
    t.civet = await startCivet(t.profile, t.civitai.origin);
  });
});

describe('a notification', () => {
  it('tells what is done without a window, and leads to its row', async () => {
    const { app } = t.civet;
    const model = namedModel(t.civitai, 'mainJob');
    t.civitai.faults.set('all', { bytesPerSecond: SLOW });
    await standOutside(app);
    await beginDownload(t.civet, t.profile, model.modelName);
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('Downloading');
    await goTo(t.civet.page, 'Settings');
    await closeWindow(app);
    await expect.poll(() => windowState(app)).toBe('gone');
    t.civitai.faults.clear();
    await again('--hidden');
    expect(await windowState(app)).toBe('gone');
    await expect
      .poll(async () => (await told(app)).map(({ title }) => title))
      .toEqual([`${model.modelName} is here`]);
    const window = app.waitForEvent('window');
    await pressNotification(app);
    t.civet = { ...t.civet, page: await window };
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('Verified and placed');
    await expect(t.civet.page.getByRole('heading', { name: 'Queue', level: 1 })).toBeVisible();
    await expect(t.civet.page.getByRole('complementary')).toContainText(model.modelName);
  });
});

describe('quitting', () => {
  it('asks once while something runs, and what ran goes on at the next start', async () => {
    const model = namedModel(t.civitai, 'largeSlow');
    t.civitai.faults.set('all', { bytesPerSecond: SLOW });
    await standOutside(t.civet.app, 1);
    await beginDownload(t.civet, t.profile, model.modelName);
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('Downloading');
    await press(t.civet.app, 'application', 'Quit');
    await expect.poll(() => asked(t.civet.app)).toHaveLength(1);
    expect((await asked(t.civet.app))[0]?.message).toBe('1 download is running. Quit Civet?');
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('Downloading');
    await standOutside(t.civet.app, 0, true);
    const gone = ended(t.civet.app);
    await press(t.civet.app, 'application', 'Quit');
    await gone;
    t.civet = await startCivet(t.profile, t.civitai.origin);
    await standOutside(t.civet.app, 1);
    await goTo(t.civet.page, 'Queue');
    await expect(downloadRow(t.civet.page, model.modelName)).toContainText('Downloading');
    // "Do not ask again" was ticked.
    const goneAgain = ended(t.civet.app);
    await press(t.civet.app, 'application', 'Quit');
    await goneAgain;
    t.civet = await startCivet(t.profile, t.civitai.origin);
  });
});

describe('starting', () => {
  it('hidden opens no window until it is started again', async () => {
    await quit(t.civet);
    const app = await _electron.launch({
      args: electronCommand(t.profile.data, ['--hidden']).args,
      env: { ...(process.env as Record<string, string>), CIVET_API_ORIGIN: t.civitai.origin, CI: 'true' },
    });
    t.civet = { ...t.civet, app };
    await standOutside(app);
    expect(await windowState(app)).toBe('gone');
    const window = app.waitForEvent('window');
    expect(await again()).toBe(0);
    t.civet = { ...t.civet, page: await window };
    await expect(t.civet.page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    await expect.poll(() => windowState(app)).toBe('seen');
  });

  it('pulls a window onto a screen that there is', async () => {
    await quit(t.civet);
    const path = join(t.profile.data, 'civet.json');
    const stored = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    const window = { width: 1000, height: 700, x: 6_000, y: -3_000, isMaximized: false };
    await writeFile(path, JSON.stringify({ ...stored, window }));
    t.civet = await startCivet(t.profile, t.civitai.origin);
    const { bounds, area } = await t.civet.app.evaluate(({ BrowserWindow, screen }) => ({
      bounds: BrowserWindow.getAllWindows()[0]?.getBounds(),
      area: screen.getPrimaryDisplay().workArea,
    }));
    if (bounds === undefined) throw new Error('Civet has no window.');
    expect(bounds.width).toBe(1000);
    expect(bounds.x + bounds.width).toBeLessThanOrEqual(area.x + area.width);
    expect(bounds.y).toBeGreaterThanOrEqual(area.y);
  });

  it('with the session is an entry that the user’s own settings write and remove', async () => {
    await quit(t.civet);
    const before = process.env.XDG_CONFIG_HOME;
    const config = join(t.profile.data, '..', 'config');
    process.env.XDG_CONFIG_HOME = config;
    t.civet = await startCivet(t.profile, t.civitai.origin).finally(() => {
      if (before === undefined) delete process.env.XDG_CONFIG_HOME;
      else process.env.XDG_CONFIG_HOME = before;
    });
    const entry = () => readFile(join(config, 'autostart', 'civet.desktop'), 'utf8').catch(() => null);
    await goTo(t.civet.page, 'Settings');
    await t.civet.page.getByText('Start when I log in').click();
    await expect.poll(entry).toContain(`"--user-data-dir=${t.profile.data}" "--hidden"`);
    await t.civet.page.getByText('Without its window').click();
    await expect.poll(entry).not.toContain('--hidden');
    await t.civet.page.getByText('Start when I log in').click();
    await expect.poll(entry).toBeNull();
    expect(t.civet.complaints).toEqual([]);
  });
});
