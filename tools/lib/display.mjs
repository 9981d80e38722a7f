// @ts-check
import { spawn } from 'node:child_process';
import { installPackages } from './apt.mjs';
import { onInterrupt } from './interrupt.mjs';
import { endProcessTree, run } from './processes.mjs';
import { say, ToolError } from './say.mjs';
import { ensureFonts } from './system-libraries.mjs';

const SCREEN = '1600x1200x24';
const START_LIMIT_MS = 15_000;

/** The environment that tells programs where to draw. */
const DISPLAY_VARIABLES = ['DISPLAY', 'WAYLAND_DISPLAY', 'XDG_SESSION_TYPE', 'XAUTHORITY'];

/**
 * Whether the user has a screen. macOS and Windows always draw somewhere.
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform }} [machine]
 */
export function hasDisplay({ env = process.env, platform = process.platform } = {}) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * Whether a virtual screen is wanted, and possible.
 * @param {{ isHeadless: boolean, env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform }} wish
 */
export function needsVirtualDisplay({ isHeadless, env = process.env, platform = process.platform }) {
  return platform === 'linux' && (isHeadless || !hasDisplay({ env, platform }));
}

/** Installs the virtual screen's server when it is missing, and a font for what will be drawn on it. */
export async function ensureXvfb() {
  const found = await run('Xvfb', ['-help'], { output: 'capture' }).catch(() => null);
  if (found === null) await installPackages(['xvfb'], 'A machine without a display');
  await ensureFonts();
}

/**
 * A screen for programs that are given its environment.
 * @returns {Promise<{ env: NodeJS.ProcessEnv, end: () => Promise<void> }>} undefined are variables of another screen
 */
export async function startDisplay() {
  await ensureXvfb();
  const { display, end } = await startXvfb();
  const forget = onInterrupt(end);
  say(`No display is used: drawing on a virtual one, ${display}.`);
  return {
    // The session is said aloud, because Electron would otherwise look for its Wayland socket.
    env: {
      ...Object.fromEntries(DISPLAY_VARIABLES.map((name) => [name, undefined])),
      DISPLAY: display,
      XDG_SESSION_TYPE: 'x11',
    },
    end: async () => {
      forget();
      await end();
    },
  };
}

/**
 * Runs something on a screen of its own and takes the screen down afterwards, whatever happens.
 * Programs started meanwhile draw there.
 * @template T
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
export async function withDisplay(action) {
  const { env, end } = await startDisplay();
  const before = Object.fromEntries(DISPLAY_VARIABLES.map((name) => [name, process.env[name]]));
  setEnvironment(env);
  try {
    return await action();
  } finally {
    setEnvironment(before);
    await end();
  }
}

/** @param {NodeJS.ProcessEnv} variables */
function setEnvironment(variables) {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

/**
 * The server chooses a free number itself and reports it, so two commands at once never meet.
 * @returns {Promise<{ display: string, end: () => Promise<void> }>}
 */
async function startXvfb() {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk) => {
    log = (log + chunk).slice(-2_000);
  });
  const end = async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      await endProcessTree(child.pid);
  };
  const reply = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
  try {
    const number = await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('it did not answer')), START_LIMIT_MS);
      const settle = (/** @type {() => void} */ outcome) => {
        clearTimeout(timer);
        outcome();
      };
      let answer = '';
      reply.setEncoding('utf8').on('data', (chunk) => {
        answer += chunk;
        if (answer.includes('\n')) settle(() => resolve(answer.trim()));
      });
      child.on('error', (error) => settle(() => reject(error)));
      child.on('exit', () => settle(() => reject(new Error(log.trim() || 'it ended at once'))));
    });
    child.unref();
    return { display: `:${number}`, end };
  } catch (error) {
    await end();
    throw new ToolError(
      `The virtual display did not start: ${error instanceof Error ? error.message : error}`,
    );
  }
}
