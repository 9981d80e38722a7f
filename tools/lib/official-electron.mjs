// @ts-check
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { run } from './processes.mjs';
import { cacheFolder, inProject, readJson, readJsonOrNull } from './project.mjs';
import { say } from './say.mjs';

const PACKAGE = inProject('node_modules', 'electron');
const NO_PROGRESS_LIMIT_MS = 60_000;
const POLL_MS = 1_000;
const REMEMBER_MS = 24 * 3_600_000;

/** Set to any value, it makes the tools ask the release host again. */
const RETRY_VARIABLE = 'CIVET_RETRY_ELECTRON_DOWNLOAD';

/** The version that package.json pins. */
export function pinnedElectronVersion() {
  return String(readJson(path.join(PACKAGE, 'package.json')).version);
}

/**
 * Where a folder with Electron has its executable.
 * @param {string} dist
 * @param {NodeJS.Platform} [platform]
 */
export function executableIn(dist, platform = process.platform) {
  if (platform === 'darwin') return path.join(dist, 'Electron.app', 'Contents', 'MacOS', 'Electron');
  return path.join(dist, platform === 'win32' ? 'electron.exe' : 'electron');
}

/** The pinned Electron's folder, if it has been downloaded. */
export function installedElectron() {
  const dist = path.join(PACKAGE, 'dist');
  const version = readTextOrNull(path.join(dist, 'version'));
  const isPinned = version?.trim().replace(/^v/, '') === pinnedElectronVersion();
  return isPinned && existsSync(executableIn(dist)) ? dist : null;
}

/**
 * Downloads the pinned Electron with its own installer, which verifies checksums and knows ELECTRON_MIRROR.
 *
 * A release host that is out of reach is remembered for a day, so that the next command is quick.
 * @param {{ hasAlternative: boolean }} options without an alternative every command tries again
 * @returns {Promise<{ dist: string } | { reason: string }>}
 */
export async function downloadElectron({ hasAlternative }) {
  const version = pinnedElectronVersion();
  const memory = path.join(cacheFolder(), 'electron', 'release-host.json');
  const question = `${version} ${process.env.ELECTRON_MIRROR ?? ''}`;
  const known = readJsonOrNull(memory);
  const isFresh = known?.question === question && Math.abs(Date.now() - known.at) < REMEMBER_MS;
  if (hasAlternative && isFresh && !process.env[RETRY_VARIABLE]) {
    return { reason: `${known.reason}, remembered; ${RETRY_VARIABLE}=1 asks again` };
  }
  say(`Downloading Electron ${version}.`);
  const answer = await runInstaller();
  const dist = answer.isOutOfTime || answer.code !== 0 ? null : installedElectron();
  if (dist !== null) {
    rmSync(memory, { force: true });
    return { dist };
  }
  const reason = answer.isOutOfTime
    ? 'the release host sent nothing for a minute'
    : failureReason(answer.text);
  if (isOutOfReach(reason)) {
    mkdirSync(path.dirname(memory), { recursive: true });
    writeFileSync(memory, JSON.stringify({ question, reason, at: Date.now() }));
  }
  return { reason };
}

/** Its temporary folder is ours, so that its size tells whether bytes still arrive. */
async function runInstaller() {
  const shelf = path.join(cacheFolder(), 'electron');
  mkdirSync(shelf, { recursive: true });
  const temporary = mkdtempSync(path.join(shelf, 'download-'));
  const giveUp = new AbortController();
  let lastBytes = -1;
  let lastProgressAt = Date.now();
  const watch = setInterval(() => {
    const bytes = folderBytes(temporary) + folderBytes(path.join(PACKAGE, 'dist'));
    if (bytes !== lastBytes) lastProgressAt = Date.now();
    lastBytes = bytes;
    if (Date.now() - lastProgressAt > NO_PROGRESS_LIMIT_MS) giveUp.abort();
  }, POLL_MS);
  try {
    const result = await run(process.execPath, [path.join(PACKAGE, 'install.js')], {
      env: { TMPDIR: temporary, TEMP: temporary, TMP: temporary },
      output: 'capture',
      signal: giveUp.signal,
    });
    return { ...result, isOutOfTime: giveUp.signal.aborted };
  } finally {
    clearInterval(watch);
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * The installer prints a stack; its first line has the reason, a `cause` further down has the better one.
 * @param {string} text
 */
export function failureReason(text) {
  const code =
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|UND_ERR_\w+)\b/.exec(
      text,
    );
  if (code !== null) return `the release host is out of reach (${code[1]})`;
  if (/fetch failed/i.test(text)) return 'the release host is out of reach';
  const status = /Response code (\d+)/.exec(text);
  if (status !== null) return `the release host answered ${status[1]}`;
  return text.trim().split('\n')[0] || 'its installer gave no reason';
}

/**
 * A damaged download or a full disk is not remembered: it may be well in a minute.
 * @param {string} reason
 */
export function isOutOfReach(reason) {
  return reason.startsWith('the release host');
}

/** @param {string} folder */
function folderBytes(folder) {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return names.reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
  } catch {
    return 0;
  }
}

/** @param {string} file */
function readTextOrNull(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
