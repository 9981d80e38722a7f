import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, nativeTheme, session } from 'electron';
import { BegunWindow, registerScheme } from './shell/begun-window';
import { chooseProfileFolder, refuseToStart } from './shell/start-up';

/** The first of Civet that runs: small, so that the window's process comes to life while the rest is read. */

const profile = chooseProfileFolder();
registerScheme();
nativeTheme.themeSource = 'system';

async function start(): Promise<void> {
  const begun = new BegunWindow(session.defaultSession);
  begun.begin(dirname(fileURLToPath(import.meta.url)));
  const { run } = await import('./main');
  await run(profile, begun);
}

if (!app.requestSingleInstanceLock()) {
  app.exit(0);
} else {
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      // By its name: the class would bring the database along.
      const next =
        error instanceof Error && error.name === 'NewerJournalError'
          ? 'Install the latest version of Civet; nothing was changed.'
          : 'Nothing was changed. Start Civet again, or look into its log.';
      refuseToStart('Civet did not start.', `${message}\n${next}`);
    });
}
