import { resolve } from 'node:path';
import { app, dialog } from 'electron';
import { type ApiOrigin, parseApiOrigin } from '../core/civitai/origins';

/** Says why Civet cannot start, on the terminal and, where there is somebody to see it, in a window. */
export function refuseToStart(title: string, message: string): never {
  process.stderr.write(`${title}\n${message}\n`);
  if (process.env.CI === undefined && app.isReady()) dialog.showErrorBox(title, message);
  app.exit(2);
  process.exit(2);
}

/** The origin that the environment names, null for none; one that cannot be used ends the program. */
export function readApiOrigin(): ApiOrigin | null {
  const given = process.env.CIVET_API_ORIGIN;
  if (given === undefined || given === '') return null;
  const parsed = parseApiOrigin(given);
  if (parsed.ok) return parsed.value;
  const why = String(parsed.error.params.message);
  return refuseToStart(
    'Civet did not start: CIVET_API_ORIGIN cannot be used.',
    `"${given}" was refused because ${why}. Set it to an https origin, or unset it to use Civitai.`,
  );
}

/** The folder of this user's profile: the system's own, or the one that the command line names. */
export function chooseProfileFolder(): string {
  const given = app.commandLine.getSwitchValue('user-data-dir');
  if (given !== '') app.setPath('userData', resolve(given));
  return app.getPath('userData');
}
