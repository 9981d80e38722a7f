// @ts-check
import { electronArgs, mustRunWithoutSandbox } from '../lib/electron-args.mjs';
import { projectRoot } from '../lib/project.mjs';

/**
 * Opens the built Civet on a service and a profile.
 * @param {{ origin: string, profile: string, isUnattended: boolean }} options unattended: it reports on the terminal, not in dialogs
 * @returns {Promise<import('playwright').ElectronApplication>}
 */
export async function openCivet({ origin, profile, isUnattended }) {
  const { _electron } = await import('playwright');
  const { ELECTRON_RUN_AS_NODE: _unwanted, ...environment } = definedVariables(process.env);
  return _electron.launch({
    // Not found by us but by the electron package, which ensureElectron has told where to look: only
    // then does Playwright load its part before the app's first line.
    args: [...electronArgs(), projectRoot, `--user-data-dir=${profile}`],
    chromiumSandbox: !mustRunWithoutSandbox(),
    env: { ...environment, CIVET_API_ORIGIN: origin, ...(isUnattended ? { CI: 'true' } : {}) },
    timeout: 60_000,
  });
}

/** @param {NodeJS.ProcessEnv} env */
function definedVariables(env) {
  const entries = Object.entries(env).filter(([, value]) => value !== undefined);
  return /** @type {Record<string, string>} */ (Object.fromEntries(entries));
}

/**
 * Waits until the user has closed it.
 * @param {import('playwright').ElectronApplication} app
 */
export async function untilClosed(app) {
  const child = app.process();
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once('exit', resolve));
}

/**
 * Opens the system's folder dialog where the demo's model folders are, so that the user finds them.
 * @param {import('playwright').ElectronApplication} app
 * @param {string} folder
 */
export async function suggestFolder(app, folder) {
  await app.evaluate(({ dialog }, defaultPath) => {
    const ask = dialog.showOpenDialog.bind(dialog);
    /** @type {any} Electron overloads it with and without a window */
    const withSuggestion = (/** @type {any[]} */ ...args) => {
      const options = { ...args.pop(), defaultPath };
      return /** @type {any} */ (ask)(...args, options);
    };
    dialog.showOpenDialog = withSuggestion;
  }, folder);
}
