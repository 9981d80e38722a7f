// @ts-check
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { withLock } from './folder-lock.mjs';
import { isAtLeast, OLDEST_NODE } from './node-version.mjs';
import { npm, npmErrorLine } from './npm.mjs';
import { inProject, projectRoot, readJson, readJsonOrNull } from './project.mjs';
import { say, ToolError } from './say.mjs';

const LOCK_FILE = inProject('package-lock.json');
const STAMP_FILE = inProject('node_modules', '.civet-lock-stamp');
const INSTALL_LIMIT_MS = 20 * 60_000;

/**
 * Makes sure that Node is new enough and that node_modules is what package-lock.json says.
 * Every command calls it first; nothing outside `node:` may be imported before.
 */
export async function ensureDependencies() {
  if (!isAtLeast(process.versions.node, OLDEST_NODE)) {
    throw new ToolError(
      `Civet's tools need Node ${OLDEST_NODE} or newer; this is ${process.versions.node}.`,
      'install a newer Node from https://nodejs.org, and run the command again.',
    );
  }
  if (isInstalled()) return;
  // Not in node_modules: npm empties that folder.
  const place = createHash('sha256').update(projectRoot).digest('hex').slice(0, 12);
  await withLock(path.join(os.tmpdir(), `civet-install-${place}.lock`), 'installs the dependencies', install);
}

async function install() {
  if (isInstalled()) return;
  say('Installing dependencies with npm ci.');
  const result = await npm(['ci', '--include=dev', '--no-audit', '--no-fund'], {
    output: 'capture',
    timeoutMs: INSTALL_LIMIT_MS,
  });
  if (result.code !== 0) {
    const reason = result.hasTimedOut ? 'it took more than 20 minutes' : npmErrorLine(result.text);
    throw new ToolError(
      `npm ci failed: ${reason}`,
      'run npm ci yourself and look, then run the command again.',
    );
  }
  writeFileSync(STAMP_FILE, lockHash());
}

function isInstalled() {
  const stamp = lockHash();
  try {
    if (readFileSync(STAMP_FILE, 'utf8') === stamp) return true;
  } catch {
    // No stamp yet: perhaps the user ran npm ci.
  }
  const installed = readJsonOrNull(inProject('node_modules', '.package-lock.json'));
  if (installed === null || !matchesLock(readJson(LOCK_FILE), installed)) return false;
  writeFileSync(STAMP_FILE, stamp);
  return true;
}

function lockHash() {
  return createHash('sha256').update(readFileSync(LOCK_FILE)).digest('hex');
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock
 */

/**
 * Whether npm's record of what it installed agrees with the lock file. Optional packages may be missing:
 * most of them belong to other platforms.
 * @param {Lock} lock
 * @param {Lock} installed
 */
export function matchesLock(lock, installed) {
  const wanted = Object.entries(lock.packages ?? {}).filter(([name]) => name !== '');
  const names = new Set(wanted.map(([name]) => name));
  const hasStranger = Object.keys(installed.packages ?? {}).some((name) => !names.has(name));
  return (
    !hasStranger &&
    wanted.every(([name, entry]) => {
      const found = installed.packages?.[name];
      if (found === undefined) return entry.optional === true;
      return found.version === entry.version && found.integrity === entry.integrity;
    })
  );
}
