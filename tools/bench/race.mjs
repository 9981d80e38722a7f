// @ts-check
import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { say, ToolError } from '../lib/say.mjs';
import { CONTESTANTS } from './contestants.mjs';
import { measuredRun } from './measured-run.mjs';

/**
 * @typedef {import('./contestants.mjs').ContestantName} ContestantName
 * @typedef {import('./measured-run.mjs').Measured} Measured
 * @typedef {import('./contestants.mjs').Race} Race
 *
 * @typedef {object} Result of one contestant over all rounds
 * @property {number[]} wallSeconds
 * @property {number[]} cpuSeconds
 * @property {number[]} peakRssMb
 * @property {string[]} outputs what it printed, one a round
 */

/**
 * Runs contestants in turn, round by round, so that whatever disturbs the machine for a while disturbs all of
 * them; who begins changes with the round.
 * @param {string} title for the lines told on the way
 * @param {Race} race
 * @param {{ contestants: readonly ContestantName[], rounds: number, folder: string, timeoutMs: number }} options
 * @returns {Promise<Record<string, Result>>} by contestant
 */
export async function runRace(title, race, { contestants, rounds, folder, timeoutMs }) {
  /** @type {Record<string, Result>} */
  const results = {};
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contestants.length; turn += 1) {
      const name = /** @type {ContestantName} the index is within the list */ (
        contestants[(turn + round) % contestants.length]
      );
      // The first file of each is read by us, too: a program that only says it verified would win.
      const measured = await runOnce(name, race, { folder, timeoutMs, isProven: round === 0 });
      results[name] ??= { wallSeconds: [], cpuSeconds: [], peakRssMb: [], outputs: [] };
      const result = results[name];
      result.wallSeconds.push(measured.wallSeconds);
      result.cpuSeconds.push(measured.cpuSeconds);
      result.peakRssMb.push(measured.peakRssMb);
      result.outputs.push(measured.stdout);
      const { wallSeconds, cpuSeconds, peakRssMb } = measured;
      say(
        `${title}, round ${round + 1} of ${rounds}: ${name} ${wallSeconds.toFixed(2)} s, ` +
          `CPU ${cpuSeconds.toFixed(2)} s, ${Math.round(peakRssMb)} MiB.`,
      );
    }
  }
  return results;
}

/**
 * @param {ContestantName} name
 * @param {Race} race
 * @param {{ folder: string, timeoutMs: number, isProven: boolean }} options
 * @returns {Promise<Measured>}
 */
async function runOnce(name, race, { folder, timeoutMs, isProven }) {
  const place = path.join(folder, 'fetched');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  try {
    const { command, env } = CONTESTANTS[name](race, place);
    const measured = await measuredRun(command, { cwd: place, env, timeoutMs });
    if (measured.hasTimedOut) throw new ToolError(`${name} did not end within ${timeoutMs / 1000} s.`);
    if (measured.code !== 0) {
      const words = (measured.stderr.trim() || measured.stdout.trim()).split('\n').slice(-3).join(' ');
      throw new ToolError(`${name} ended with code ${measured.code}: ${words}`);
    }
    if (isProven && (await sha256Of(path.join(place, race.fileName))) !== race.sha256) {
      throw new ToolError(`${name} said all was well, but its file has another hash.`);
    }
    return measured;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** @param {string} file */
async function sha256Of(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 2 ** 20 }), hash);
  return hash.digest('hex');
}
