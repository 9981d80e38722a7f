import { resolve } from 'node:path';
import { app } from 'electron';
import { HIDDEN_ARGUMENT } from './login-item';

/**
 * Has another Civet start once this one has ended: with the same profile and with its window, but without the links and
 * files that this one was started with.
 */
export function relaunch(): void {
  const isAppFolder = (arg: string) => !app.isPackaged && resolve(arg) === app.getAppPath();
  const isSwitch = (arg: string) => arg.startsWith('--') && arg !== '--' && arg !== HIDDEN_ARGUMENT;
  app.relaunch({
    // What an AppImage runs from is gone with it.
    execPath: process.env.APPIMAGE ?? process.execPath,
    args: process.argv.slice(1).filter((arg) => isAppFolder(arg) || isSwitch(arg)),
  });
}
