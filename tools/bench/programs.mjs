// @ts-check
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { installPackages } from '../lib/apt.mjs';
import { run } from '../lib/processes.mjs';
import { ToolError } from '../lib/say.mjs';

/** What each program is called at Debian, and how it tells its version. */
const PROGRAMS = {
  aria2c: { packageName: 'aria2', ask: ['--version'] },
  bash: { packageName: 'bash', ask: ['--version'] },
  curl: { packageName: 'curl', ask: ['--version'] },
  nginx: { packageName: 'nginx-light', ask: ['-v'] },
  openssl: { packageName: 'openssl', ask: ['version'] },
  sha256sum: { packageName: 'coreutils', ask: ['--version'] },
  wget: { packageName: 'wget', ask: ['--version'] },
};

/** @typedef {keyof typeof PROGRAMS} ProgramName */

/**
 * Makes sure that programs of the distribution are here: as root they are installed, otherwise the error names
 * the packages.
 * @param {readonly ProgramName[]} names
 * @param {string} why ends the sentence "… needs"
 */
export async function ensurePrograms(names, why) {
  if (process.platform !== 'linux')
    throw new ToolError(`${why} needs Linux: it reads /proc.`, 'run it on Linux, or in a container.');
  const missing = names.filter((name) => !isHere(name));
  if (missing.length > 0)
    await installPackages(
      missing.map((name) => PROGRAMS[name].packageName),
      why,
    );
  const still = missing.filter((name) => !isHere(name));
  if (still.length > 0)
    throw new ToolError(`${why} needs ${still.join(', ')}, and installing did not bring it.`);
}

/**
 * @param {readonly ProgramName[]} names
 * @returns {Promise<Record<string, string>>} the first line in which each tells its version
 */
export async function versionsOf(names) {
  const lines = await Promise.all(
    names.map(async (name) => {
      const { text } = await run(name, PROGRAMS[name].ask, {
        output: 'capture',
        env: { PATH: searchPath() },
      });
      return [name, text.trim().split('\n')[0] ?? ''];
    }),
  );
  return Object.fromEntries(lines);
}

/** @param {ProgramName} name */
function isHere(name) {
  return searchPath()
    .split(':')
    .some((folder) => folder !== '' && namesIn(folder).has(name));
}

/** Servers lie where an ordinary user of Debian does not look. */
export function searchPath() {
  return `${process.env.PATH ?? ''}:/usr/sbin:/sbin`;
}

/** @param {string} folder */
function namesIn(folder) {
  try {
    return new Set(readdirSync(path.resolve(folder)));
  } catch {
    return new Set();
  }
}
