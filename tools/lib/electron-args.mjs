// @ts-check
import { say } from './say.mjs';

let hasSaidSo = false;

/**
 * The switches Electron needs on this machine. As root on Linux it refuses to start with its sandbox.
 * @returns {string[]}
 */
export function electronArgs() {
  if (!mustRunWithoutSandbox()) return [];
  if (!hasSaidSo) say('You are root, so Electron runs with --no-sandbox.');
  hasSaidSo = true;
  return ['--no-sandbox'];
}

/** @param {{ platform?: NodeJS.Platform, uid?: number | undefined }} [machine] */
export function mustRunWithoutSandbox({ platform = process.platform, uid = process.getuid?.() } = {}) {
  return platform === 'linux' && uid === 0;
}
