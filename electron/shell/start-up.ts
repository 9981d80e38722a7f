import { resolve } from 'node:path';
import { app, dialog } from 'electron';

/** Says why Civet cannot start, on the terminal and, where there is somebody to see it, in a window. */
export function refuseToStart(title: string, message: string): never {
  process.stderr.write(`${title}\n${message}\n`);
  if (process.env.CI === undefined && app.isReady()) dialog.showErrorBox(title, message);
  app.exit(2);
  process.exit(2);
}

/** The folder of this user's profile: the system's own, or the one that the command line names. */
export function chooseProfileFolder(): string {
  const given = app.commandLine.getSwitchValue('user-data-dir');
  if (given !== '') app.setPath('userData', resolve(given));
  return app.getPath('userData');
}
