// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { onInterrupt } from '../lib/interrupt.mjs';
import { endProcessTree } from '../lib/processes.mjs';

/** Often enough that a peak is not missed by much, seldom enough to cost nothing. */
const SAMPLE_MS = 100;

/**
 * @typedef {object} Measured
 * @property {number} code exit code of the program
 * @property {number} wallSeconds
 * @property {number} cpuSeconds user and system time of the program and all its children
 * @property {number} peakRssMb resident memory of all its processes, as the kernel's high-water mark tells
 * @property {string} stdout
 * @property {string} stderr its end
 * @property {boolean} hasTimedOut
 */

/**
 * Runs a program and measures it from outside. The shell's `time` counts CPU of the whole process tree.
 * @param {readonly string[]} command
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, timeoutMs: number }} options
 * @returns {Promise<Measured>}
 */
export async function measuredRun(command, { cwd, env, timeoutMs }) {
  const child = spawn(
    'bash',
    ['-c', 'TIMEFORMAT="%3R %3U %3S"; { time "$@" 2>&4; } 2>&3', 'bash', ...command],
    {
      cwd,
      env: { ...process.env, LC_ALL: 'C', ...env },
      stdio: ['ignore', 'pipe', 'ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  await once(child, 'spawn');
  const shell = Number(child.pid);
  const stdout = collect(child.stdio[1]);
  const times = collect(child.stdio[3]);
  const stderr = collect(child.stdio[4]);
  let peakKb = 0;
  const sampler = setInterval(() => {
    peakKb = Math.max(peakKb, residentKb(shell));
  }, SAMPLE_MS);
  const forget = onInterrupt(() => endProcessTree(shell));
  let hasTimedOut = false;
  const timer = setTimeout(() => {
    hasTimedOut = true;
    void endProcessTree(shell);
  }, timeoutMs);
  const [code] = await once(child, 'close');
  clearTimeout(timer);
  clearInterval(sampler);
  forget();
  return {
    code: code ?? 1,
    ...readTimes(times.text()),
    peakRssMb: peakKb / 1024,
    stdout: stdout.text(),
    stderr: stderr.text().slice(-2_000),
    hasTimedOut,
  };
}

/**
 * Reads what `time` wrote as "%R %U %S".
 * @param {string} text
 * @returns {{ wallSeconds: number, cpuSeconds: number }} NaN when there is none, as after a kill
 */
export function readTimes(text) {
  const [wall, user, system] = (text.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { wallSeconds: wall ?? Number.NaN, cpuSeconds: Number(user) + Number(system) };
}

/** @param {unknown} stream */
function collect(stream) {
  /** @type {string[]} */
  const parts = [];
  const readable = /** @type {import('node:stream').Readable} asked for as a pipe */ (stream);
  readable.setEncoding('utf8').on('data', (part) => parts.push(part));
  return { text: () => parts.join('') };
}

/**
 * The sum of the high-water marks of everything below a shell, without the shell.
 * @param {number} shell
 */
function residentKb(shell) {
  let sum = 0;
  for (const queue = childrenOf(shell); queue.length > 0; ) {
    const pid = Number(queue.pop());
    sum += highWaterKb(pid);
    queue.push(...childrenOf(pid));
  }
  return sum;
}

/**
 * @param {number} pid
 * @returns {number[]}
 */
function childrenOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

/** @param {number} pid */
function highWaterKb(pid) {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
