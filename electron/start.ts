import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, nativeTheme, session } from 'electron';
import { ArrivingLinks } from './shell/arriving-links';
import { BegunWindow, registerScheme } from './shell/begun-window';
import { HIDDEN_ARGUMENT } from './shell/login-item';
import { chooseProfileFolder, refuseToStart } from './shell/start-up';

/** The first of Civet that runs: small, so that the window's process comes to life while the rest is read. */

const NEWER: ReadonlySet<string> = new Set(['NewerJournalError', 'NewerSettingsError']);

const profile = chooseProfileFolder();
registerScheme();
nativeTheme.themeSource = 'system';

const arriving = new ArrivingLinks();

async function start(): Promise<void> {
  const begun = new BegunWindow(session.defaultSession);
  if (!process.argv.includes(HIDDEN_ARGUMENT)) begun.begin(dirname(fileURLToPath(import.meta.url)));
  const { run } = await import('./main');
  await run(profile, begun, arriving);
}

if (!app.requestSingleInstanceLock()) {
  app.exit(0);
} else {
  // Without a listener Electron would quit when a window is let go of, also one that was begun and is not wanted.
  app.on('window-all-closed', () => {});
  arriving.listen();
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      // By their names: the classes would bring the database along.
      const isNewer = error instanceof Error && NEWER.has(error.name);
      const next = isNewer
        ? 'Install the latest version of Civet; nothing was changed.'
        : 'Nothing was changed. Start Civet again, or look into its log.';
      refuseToStart('Civet did not start.', `${message}\n${next}`);
    });
}
