// @ts-check
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * A path inside the project.
 * @param {...string} parts
 */
export function inProject(...parts) {
  return path.join(projectRoot, ...parts);
}

/**
 * The user's cache folder for Civet's tools: outside the project's tree, so that a second clone shares it.
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform, home?: string }} [machine]
 */
export function cacheFolder({ env = process.env, platform = process.platform, home = os.homedir() } = {}) {
  if (env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME))
    return path.join(env.XDG_CACHE_HOME, 'civet');
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'civet');
  if (platform === 'win32')
    return path.join(env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'civet', 'Cache');
  return path.join(home, '.cache', 'civet');
}

/**
 * @param {string} file
 * @returns {any} JSON has no type of its own; each caller checks what it reads
 */
export function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * The same, where a missing or broken file means "nothing known".
 * @param {string} file
 * @returns {any}
 */
export function readJsonOrNull(file) {
  try {
    return readJson(file);
  } catch {
    return null;
  }
}

/**
 * The script behind a package's command, to be run by this very Node: `node_modules/.bin` differs by platform.
 * @param {string} packageName
 * @param {string} [command] when it is not named like the package
 */
export function packageScript(packageName, command = packageName) {
  const folder = inProject('node_modules', packageName);
  const { bin } = readJson(path.join(folder, 'package.json'));
  return path.join(folder, typeof bin === 'string' ? bin : bin[command]);
}
