// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readdirSync, readSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startModelApi } from '../bench/model-api.mjs';
import { onInterrupt } from '../lib/interrupt.mjs';
import { endProcessTree } from '../lib/processes.mjs';
import { readDisk } from './on-disk.mjs';
import { judgeOutcome } from './outcome.mjs';
import { PROGRAMS } from './programs.mjs';
import { FaultStorage } from './storage.mjs';

/** Longer than the patience of any program that has some (aria2: 60 s). */
const HUNG_AFTER_MS = 100_000;
const MOST_RUNS = 3;
/** What came has time to reach the disk before the program is interrupted … */
const SETTLE_MS = 1_000;
/** … or killed: programs that note what they have do so every few seconds. */
const SETTLE_BEFORE_KILL_MS = 7_000;
const FILE_NAME = 'pattern.safetensors';
/** Another address than the API's, so that a redirect leads to another host. */
const STORAGE_HOST = '127.0.0.2';

/**
 * @typedef {object} Meeting
 * @property {import('./outcome.mjs').Outcome} outcome
 * @property {number} exitCode of the last run
 * @property {number} runs
 * @property {number} sentBytes by the server once the fault was in force
 * @property {string} lastWords of the program
 */

/**
 * Lets one program meet one fault: the same command up to three times, as a person would try.
 * @param {import('./rows.mjs').Row} row
 * @param {import('./programs.mjs').ProgramName} name
 * @param {{ file: import('../bench/pattern-file.mjs').PatternFile, parent: string, civet: string }} given
 * @returns {Promise<Meeting>}
 */
export async function meet(row, name, { file, parent, civet }) {
  const folder = path.join(parent, `${row.name}-${name}`);
  mkdirSync(folder);
  const storage = new FaultStorage(file, row.fault, STORAGE_HOST);
  const storageOrigin = await storage.start();
  let generation = 0;
  const link = () => {
    generation += 1;
    return `${storageOrigin}/${FILE_NAME}?link=${generation}`;
  };
  const sha256 = file.sha256();
  const api = await startModelApi([{ versionId: 1, name: FILE_NAME, bytes: file.size, sha256, link }]);
  try {
    const url = `${api.origin}/api/download/models/1`;
    const token = row.needsToken === true ? 'a-token-of-nobody' : null;
    const job = { url, apiOrigin: api.origin, folder, fileName: FILE_NAME, sha256, civet, token };
    await begin(row, name, job, storage);
    if (row.isDamaged === true) turnByte(folder, file.size / 8);
    // What has been damaged since was there all the same.
    const rightBytesBefore = readDisk(folder, FILE_NAME, file).rightBytes;
    storage.enterAfter();
    let last = { exitCode: 1, hasHung: false, words: '' };
    let runs = 0;
    while (runs < MOST_RUNS && last.exitCode !== 0 && !last.hasHung) {
      runs += 1;
      last = await runToEnd(name, job);
    }
    const { exitCode, hasHung, words } = last;
    const { isRight, isSpoiled, rightBytes } = readDisk(folder, FILE_NAME, file);
    const { sentBytes } = storage;
    const outcome = judgeOutcome({
      ...{ size: file.size, exitCode, hasHung, isRight, isSpoiled, sentBytes },
      ...{ rightBytesBefore, rightBytesAfter: rightBytes },
    });
    return { outcome, exitCode, runs, sentBytes, lastWords: words };
  } finally {
    await api.close();
    await storage.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Brings about what is there when the fault comes.
 * @param {import('./rows.mjs').Row} row
 * @param {import('./programs.mjs').ProgramName} name
 * @param {import('./programs.mjs').Job} job
 * @param {FaultStorage} storage
 */
async function begin(row, name, job, storage) {
  if (row.beginning === 'fresh') return;
  if (row.beginning === 'complete') {
    const { exitCode, words } = await runToEnd(name, job);
    if (exitCode !== 0) throw new Error(`${name} could not fetch the file at all: ${words}`);
    return;
  }
  storage.holdAtBytes = storage.file.size / 2;
  const program = start(name, job);
  while (!storage.isHolding && program.isRunning()) await sleep(20);
  await sleep(row.beginning === 'killed' ? SETTLE_BEFORE_KILL_MS : SETTLE_MS);
  if (!program.isRunning())
    throw new Error(`${name} ended before it could be interrupted: ${program.words()}`);
  await program.signal(row.beginning === 'killed' ? 'SIGKILL' : 'SIGINT');
}

/** @param {import('./programs.mjs').ProgramName} name @param {import('./programs.mjs').Job} job */
async function runToEnd(name, job) {
  const program = start(name, job);
  const timer = setTimeout(() => void program.signal('SIGKILL'), HUNG_AFTER_MS);
  const startedAt = Date.now();
  const exitCode = await program.ended;
  clearTimeout(timer);
  return { exitCode, hasHung: Date.now() - startedAt >= HUNG_AFTER_MS, words: program.words() };
}

/** @param {import('./programs.mjs').ProgramName} name @param {import('./programs.mjs').Job} job */
function start(name, job) {
  /** @type {import('./programs.mjs').Program} */
  const program = PROGRAMS[name];
  const [command = '', ...args] = program.command(job);
  const child = spawn(command, args, {
    cwd: job.folder,
    env: { ...process.env, LC_ALL: 'C', ...program.env?.(job) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part) => {
      text = (text + part).slice(-2_000);
    });
  const forget = onInterrupt(() => (child.pid === undefined ? undefined : endProcessTree(child.pid)));
  const ended = once(child, 'close').then(([code]) => {
    forget();
    return Number(code ?? 1);
  });
  return {
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    words: () => text.trim().split('\n').slice(-2).join(' '),
    signal: async (/** @type {NodeJS.Signals} */ signal) => {
      child.kill(signal);
      await ended;
    },
  };
}

/**
 * Turns over one byte in the largest file of a folder.
 * @param {string} folder
 * @param {number} offset
 */
function turnByte(folder, offset) {
  const [largest] = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.aria2'))
    .map((entry) => path.join(folder, entry.name));
  if (largest === undefined) throw new Error('there is nothing to damage');
  const handle = openSync(largest, 'r+');
  const byte = Buffer.alloc(1);
  readSync(handle, byte, 0, 1, Math.floor(offset));
  byte[0] = Number(byte[0]) ^ 0xff;
  writeSync(handle, byte, 0, 1, Math.floor(offset));
  closeSync(handle);
}
