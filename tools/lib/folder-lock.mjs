// @ts-check
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onInterrupt } from './interrupt.mjs';
import { isAlive } from './processes.mjs';
import { say } from './say.mjs';

const HEARTBEAT_MS = 10_000;
/** Six missed beats: the owner is gone, or sits in another container, where its pid means nothing. */
const STALE_MS = 60_000;
const POLL_MS = 200;

/**
 * Does something slow once when two commands start at the same moment: the second waits, then finds it done.
 *
 * The lock saves work and does not protect data. Whoever holds it must still publish by atomic rename,
 * because two processes may rarely take over the same dead lock at once.
 * @template T
 * @param {string} lockFile
 * @param {string} what named while waiting
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
export async function withLock(lockFile, what, action) {
  mkdirSync(path.dirname(lockFile), { recursive: true });
  let hasSaidSo = false;
  while (!tryToTake(lockFile)) {
    if (isAbandoned(lockFile)) {
      rmSync(lockFile, { force: true });
      continue;
    }
    if (!hasSaidSo) say(`Waiting for another Civet command that ${what}.`);
    hasSaidSo = true;
    await sleep(POLL_MS);
  }
  const heartbeat = setInterval(() => touch(lockFile), HEARTBEAT_MS);
  heartbeat.unref();
  const release = () => {
    clearInterval(heartbeat);
    rmSync(lockFile, { force: true });
  };
  const forget = onInterrupt(release);
  try {
    return await action();
  } finally {
    forget();
    release();
  }
}

/** Who a lock or a temporary folder belongs to. */
export function ownerMark() {
  return `${process.pid}@${os.hostname()}`;
}

/**
 * @param {string} mark as `ownerMark` writes it
 * @returns {boolean} true only when it is certain: the owner ran on this machine and does no more
 */
export function isOwnerGone(mark) {
  const [pid, host] = mark.trim().split('@');
  return host === os.hostname() && !isAlive(Number(pid));
}

/** @param {string} lockFile */
function tryToTake(lockFile) {
  try {
    writeFileSync(lockFile, ownerMark(), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} lockFile */
function isAbandoned(lockFile) {
  try {
    if (Date.now() - statSync(lockFile).mtimeMs > STALE_MS) return true;
    const mark = readFileSync(lockFile, 'utf8');
    // Empty: the owner has created it and not yet written. Its next look will tell.
    return mark !== '' && isOwnerGone(mark);
  } catch {
    return false;
  }
}

/** @param {string} lockFile */
function touch(lockFile) {
  try {
    utimesSync(lockFile, new Date(), new Date());
  } catch {
    // Taken over after a long sleep of this machine; publishing by rename still protects the result.
  }
}
