import { spawn } from 'node:child_process';
import type { ElectronApplication } from 'playwright';
import { electronCommand } from './electron-app';

/** What lies outside the window, as the system would meet it: its menus, dialogs and notifications. */

interface Outside {
  trayMenu?: Electron.Menu;
  readonly told: { readonly title: string; readonly body: string; readonly press: () => void }[];
  readonly asked: { readonly message: string; readonly detail: string }[];
}

/**
 * Stands where the system does: keeps the menu that the tray is given, answers dialogs with their button of this number
 * and takes notifications in, none of which a display without a desktop has.
 */
export async function standOutside(app: ElectronApplication, button = 0, isTicked = false): Promise<void> {
  await app.evaluate(
    ({ Tray, dialog, Notification }, answer) => {
      const world = globalThis as unknown as { outside?: Outside };
      const isFirst = world.outside === undefined;
      const outside: Outside = world.outside ?? { told: [], asked: [] };
      world.outside = outside;
      dialog.showMessageBox = (...given: unknown[]) => {
        const { message, detail = '' } = given.at(-1) as { message: string; detail?: string };
        outside.asked.push({ message, detail });
        return Promise.resolve({ response: answer.button, checkboxChecked: answer.isTicked });
      };
      if (!isFirst) return;
      const setContextMenu = Tray.prototype.setContextMenu;
      Tray.prototype.setContextMenu = function (menu) {
        if (menu !== null) outside.trayMenu = menu;
        return setContextMenu.call(this, menu);
      };
      Notification.isSupported = () => true;
      Notification.prototype.show = function () {
        outside.told.push({ title: this.title, body: this.body, press: () => this.emit('click') });
        this.emit('show');
      };
    },
    { button, isTicked },
  );
}

/** Every label of the tray's menu, those of its submenus behind theirs. */
export function trayLabels(app: ElectronApplication): Promise<readonly string[]> {
  return app.evaluate(() => {
    const { outside } = globalThis as unknown as { outside: Outside };
    const labels = (menu: Electron.Menu): string[] =>
      menu.items.flatMap(({ label, type, checked, submenu }) => [
        ...(type === 'separator' ? [] : [type === 'radio' && checked ? `• ${label}` : label]),
        ...(submenu === undefined || submenu === null ? [] : labels(submenu)),
      ]);
    return outside.trayMenu === undefined ? [] : labels(outside.trayMenu);
  });
}

/** Presses the entry of the tray's menu, or of the application's, that has this label. */
export function press(app: ElectronApplication, where: 'tray' | 'application', label: string): Promise<void> {
  return app.evaluate(
    ({ Menu }, wanted) => {
      const { outside } = globalThis as unknown as { outside?: Outside };
      const menu = wanted.where === 'tray' ? outside?.trayMenu : Menu.getApplicationMenu();
      const all = (one: Electron.Menu): Electron.MenuItem[] =>
        one.items.flatMap((entry) => [entry, ...(entry.submenu ? all(entry.submenu) : [])]);
      const entry = menu ? all(menu).find((one) => one.label === wanted.label) : undefined;
      if (entry === undefined || !entry.enabled) throw new Error(`No entry "${wanted.label}" to press.`);
      // As the system does it; what comes of a quit is not waited for.
      setImmediate(() => entry.click());
    },
    { where, label },
  );
}

export function asked(app: ElectronApplication): Promise<readonly { message: string; detail: string }[]> {
  return app.evaluate(() => (globalThis as unknown as { outside: Outside }).outside.asked);
}

export function told(app: ElectronApplication): Promise<readonly { title: string; body: string }[]> {
  return app.evaluate(() =>
    (globalThis as unknown as { outside: Outside }).outside.told.map(({ title, body }) => ({ title, body })),
  );
}

/** Presses on the last notification. */
export function pressNotification(app: ElectronApplication): Promise<void> {
  return app.evaluate(() => (globalThis as unknown as { outside: Outside }).outside.told.at(-1)?.press());
}

/** Closes the window as its frame's button does. */
export function closeWindow(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

export function windowState(app: ElectronApplication): Promise<'seen' | 'hidden' | 'gone'> {
  return app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) return 'gone';
    return window.isVisible() ? 'seen' : 'hidden';
  });
}

/** Starts Civet once more on the same profile, which gives way to the one that runs. @returns its exit code */
export function startAgain(
  profileData: string,
  origin: string,
  ...args: readonly string[]
): Promise<number | null> {
  const command = electronCommand(profileData, args);
  const env = { ...process.env, CIVET_API_ORIGIN: origin, CI: 'true' };
  const child = spawn(command.executable, command.args, { env, stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', resolve));
}

/** Waits until the program has ended by itself. */
export function ended(app: ElectronApplication): Promise<void> {
  const child = app.process();
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}
