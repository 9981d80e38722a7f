import { app } from 'electron';
import type { Settings } from '../../shared/settings/schema';
import { autostartEntry, isSwitchedOff } from '../core/presence/autostart-entry';

/** Tells a start to open no window. */
export const HIDDEN_ARGUMENT = '--hidden';

type Wishes = Pick<Settings, 'startAtLogin' | 'startHidden'>;

/** The entry of the user's session on Linux. */
export interface AutostartEntry {
  read(): Promise<string | null>;
  write(entry: string): Promise<void>;
  remove(): Promise<void>;
}

/** How Civet is started again: this very program, with the profile that it was given. */
function startCommand({ startHidden }: Wishes): { readonly path: string; readonly args: string[] } {
  // An AppImage runs from a mount that is gone by the next start; the variable has its file.
  const path = process.env.APPIMAGE ?? process.execPath;
  const profile = app.commandLine.getSwitchValue('user-data-dir');
  return {
    path,
    args: [
      ...(app.isPackaged ? [] : [app.getAppPath()]),
      ...(profile === '' ? [] : [`--user-data-dir=${app.getPath('userData')}`]),
      ...(startHidden ? [HIDDEN_ARGUMENT] : []),
    ],
  };
}

/** Starts Civet with the user's session, or no longer. @throws what the disk says, on Linux */
export async function setLoginItem(wishes: Wishes, entry: AutostartEntry): Promise<void> {
  const { path, args } = startCommand(wishes);
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: wishes.startAtLogin, path, args });
    return;
  }
  if (wishes.startAtLogin) await entry.write(autostartEntry([path, ...args]));
  else await entry.remove();
}

/**
 * Whether the system will start Civet with the session. It may have been switched off in the system's own settings,
 * and then stays so.
 */
export async function isLoginItem(wishes: Wishes, entry: AutostartEntry): Promise<boolean> {
  if (process.platform !== 'linux') {
    const { path, args } = startCommand(wishes);
    return app.getLoginItemSettings({ path, args }).openAtLogin;
  }
  const written = await entry.read();
  return written !== null && !isSwitchedOff(written);
}

/** Whether this start opens no window. */
export function isHiddenStart({ startAtLogin, startHidden }: Wishes): boolean {
  if (process.argv.includes(HIDDEN_ARGUMENT)) return true;
  // macOS hands no arguments to what it starts with the session, but says that it did.
  const isByMac = process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
  return isByMac && startAtLogin && startHidden;
}
