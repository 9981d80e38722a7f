// @ts-check
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { onInterrupt } from './interrupt.mjs';

/** Long enough for Electron to flush its files, short enough for a developer who waits. */
const GRACE_MS = 5_000;
const HEIRS_GRACE_MS = 1_000;

const isWindows = process.platform === 'win32';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] added to this process's own
 * @property {number} [timeoutMs] the child and everything it started are ended after that
 * @property {'capture' | 'stderr' | 'inherit'} [output] `stderr` shows both streams there (the default)
 * @property {boolean} [isShell] Windows needs it for `.cmd` files
 * @property {AbortSignal} [signal] ends the child and everything it started
 */

/**
 * @typedef {object} RunResult
 * @property {number} code the exit code; 1 when a signal ended the child
 * @property {boolean} hasTimedOut
 * @property {string} text both streams in the order of arrival, when captured
 * @property {string} stdout only stdout, when captured
 */

/**
 * Runs a program to its end. A non-zero exit code is a result, only a program that cannot start throws.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  const { output = 'stderr', timeoutMs, signal } = options;
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    shell: options.isShell ?? false,
    windowsHide: true,
    // A group of its own, so that a hung child can be ended together with what it started.
    // Not where the user types into it: a background group may not read the terminal.
    detached: !isWindows && output !== 'inherit',
    stdio:
      output === 'capture'
        ? ['ignore', 'pipe', 'pipe']
        : [output === 'inherit' ? 'inherit' : 'ignore', output === 'stderr' ? 2 : 'inherit', 2],
  });
  let text = '';
  let stdout = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
    stdout += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });

  return new Promise((resolve, reject) => {
    let hasTimedOut = false;
    /** @type {Promise<void> | undefined} */
    let ending;
    const end = () => {
      ending ??= child.pid === undefined ? Promise.resolve() : endProcessTree(child.pid);
      return ending;
    };
    const forget = onInterrupt(end);
    const onAbort = () => void end();
    signal?.addEventListener('abort', onAbort, { once: true });
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            hasTimedOut = true;
            void end();
          }, timeoutMs);
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      forget();
    };
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('close', async (code) => {
      settle();
      // The child itself may be gone before what it started is.
      await ending;
      resolve({ code: code ?? 1, hasTimedOut, text, stdout });
    });
  });
}

/**
 * Ends a process that this tool started: first it alone and politely, so that it may end what it started
 * itself and save; then, for good, whatever of its family is left, in its group or out of it.
 * @param {number} pid
 */
export async function endProcessTree(pid) {
  if (isWindows) {
    await run('taskkill', ['/pid', String(pid), '/T', '/F'], { output: 'capture' }).catch(() => undefined);
    return;
  }
  // Looked up before: the children of a dead process belong to somebody else.
  const family = [pid, ...descendantsOf(pid)];
  sendSignal(pid, 'SIGTERM');
  await untilDead([pid], GRACE_MS);
  const heirs = [...new Set([...family, ...family.flatMap(descendantsOf)])];
  for (const heir of heirs) sendSignal(heir, 'SIGTERM');
  await untilDead(heirs, HEIRS_GRACE_MS);
  for (const heir of heirs) sendSignal(heir, 'SIGKILL');
  sendSignal(-pid, 'SIGKILL');
}

/**
 * @param {readonly number[]} pids
 * @param {number} limitMs
 */
async function untilDead(pids, limitMs) {
  const deadline = Date.now() + limitMs;
  while (Date.now() < deadline && pids.some(isAlive)) await sleep(50);
}

/**
 * @param {number} pid
 * @returns {boolean} false for a zombie: it has ended, only nobody has asked yet how
 */
export function isAlive(pid) {
  if (!sendSignal(pid, 0)) return false;
  return readStat(pid)?.state !== 'Z';
}

/**
 * @param {number} pid a negative number means a group
 * @param {NodeJS.Signals | 0} signal
 */
function sendSignal(pid, signal) {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    // Someone else's process does exist.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * @param {number} ancestor
 * @returns {number[]} empty where there is no /proc; the group has to do there
 */
function descendantsOf(ancestor) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  let names;
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  }
  for (const name of names) {
    const pid = Number(name);
    const parent = Number.isInteger(pid) ? readStat(pid)?.parent : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  /** @type {number[]} */
  const found = [];
  for (const queue = [ancestor]; queue.length > 0; ) {
    const next = children.get(queue.shift() ?? 0) ?? [];
    found.push(...next);
    queue.push(...next);
  }
  return found;
}

/**
 * @param {number} pid
 * @returns {{ state: string, parent: number } | null}
 */
function readStat(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name stands in brackets and may hold spaces and brackets itself.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: state ?? '', parent: Number(parent) };
  } catch {
    return null;
  }
}
