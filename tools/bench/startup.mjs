// @ts-check
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { electronArgs } from '../lib/electron-args.mjs';
import { endProcessTree } from '../lib/processes.mjs';
import { ToolError } from '../lib/say.mjs';
import { median, ratioOfMedians, rounded } from './statistics.mjs';

const START_LIMIT_MS = 120_000;
/** From an interactive window until nothing is left to do. */
const IDLE_AFTER_MS = 10_000;
const MIB = 2 ** 20;

/** What a program shows that can be used, in the words of its page. */
const USABLE = 'nav button';

const BARE_PAGE = '<!doctype html><title>Bare</title><nav><button>Press</button></nav>';
/** A window as Civet's is made, with nothing in it and nothing behind it. */
const BARE_MAIN = `
const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false, webPreferences: { sandbox: true } });
  window.once('ready-to-show', () => window.show());
  window.loadFile('index.html');
});
`;

/**
 * @typedef {object} StartupProgram
 * @property {string} command
 * @property {readonly string[]} args
 * @property {NodeJS.ProcessEnv} [env]
 *
 * @typedef {object} StartupSample
 * @property {number} interactiveMs from the start of the process
 * @property {number} rssMb of all its processes, once idle; pages that several of them share count once for each
 */

/**
 * Starts both in turn, several times.
 *
 * @param {{ electron: string, civet: StartupProgram, asar: string, folder: string, rounds: number }} options
 */
export async function measureStartup({ electron, civet, asar, folder, rounds }) {
  const bare = makeBare(electron, folder);
  /** @type {{ bare: StartupSample[], civet: StartupSample[] }} */
  const samples = { bare: [], civet: [] };
  // The first start of each reads what the others find in the page cache, and makes its profile.
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, program] of /** @type {const} */ ([
      ['bare', bare],
      ['civet', civet],
    ])) {
      const sample = await startOnce(program);
      if (round >= 0) samples[name].push(sample);
    }
  }
  const times = (/** @type {'bare' | 'civet'} */ name) =>
    samples[name].map(({ interactiveMs }) => interactiveMs);
  const memory = (/** @type {'bare' | 'civet'} */ name) => samples[name].map(({ rssMb }) => rssMb);
  return {
    ratioToBare: rounded(ratioOfMedians(times('civet'), times('bare')), 3),
    rssMBIdle: rounded(median(memory('civet')), 1),
    rssRatioToBare: rounded(ratioOfMedians(memory('civet'), memory('bare')), 3),
    appAsarMB: rounded(statSync(asar).size / MIB, 1),
    interactiveMs: rounded(median(times('civet')), 0),
    bareInteractiveMs: rounded(median(times('bare')), 0),
    bareRssMB: rounded(median(memory('bare')), 1),
  };
}

/**
 * @param {string} electron
 * @param {string} folder
 * @returns {StartupProgram}
 */
function makeBare(electron, folder) {
  const app = path.join(folder, 'bare');
  mkdirSync(app, { recursive: true });
  writeFileSync(path.join(app, 'package.json'), '{"name":"bare","main":"main.cjs"}');
  writeFileSync(path.join(app, 'main.cjs'), BARE_MAIN);
  writeFileSync(path.join(app, 'index.html'), BARE_PAGE);
  return { command: electron, args: [app, `--user-data-dir=${path.join(folder, 'bare-profile')}`] };
}

/**
 * @param {StartupProgram} program
 * @returns {Promise<StartupSample>}
 */
async function startOnce({ command, args, env = {} }) {
  const startedAt = Date.now();
  const child = spawn(command, [...electronArgs(), ...args, '--remote-debugging-port=0'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const { pid } = child;
  if (pid === undefined) throw new ToolError(`${command} could not be started.`);
  try {
    const usableAt = await until(
      async () => {
        const page = await pageOf(said);
        return page === null ? null : await evaluate(page, `(${whenUsable})(${JSON.stringify(USABLE)})`);
      },
      () => `${command} opened no window:\n${said}`,
    );
    await sleep(IDLE_AFTER_MS);
    return { interactiveMs: usableAt - startedAt, rssMb: rssOfGroup(pid) / MIB };
  } finally {
    await endProcessTree(pid);
  }
}

/**
 * Runs in the page: when what can be pressed was drawn in a window that is shown, in milliseconds since 1970.
 * @param {string} selector
 */
function whenUsable(selector) {
  return new Promise((done) => {
    const look = () => {
      const isUsable = document.visibilityState === 'visible' && document.querySelector(selector) !== null;
      if (!isUsable) setTimeout(look, 4);
      else requestAnimationFrame(() => setTimeout(() => done(performance.timeOrigin + performance.now())));
    };
    look();
  });
}

/**
 * @template T
 * @param {() => Promise<T | null>} look
 * @param {() => string} words
 */
async function until(look, words) {
  const endAt = Date.now() + START_LIMIT_MS;
  while (Date.now() < endAt) {
    const found = await look();
    if (found !== null) return found;
    await sleep(10);
  }
  throw new ToolError(words());
}

/**
 * The address of the first page, by what Chromium has written to its terminal.
 * @param {string} said
 * @returns {Promise<string | null>}
 */
async function pageOf(said) {
  const host = /DevTools listening on ws:\/\/([^/\s]+)/.exec(said)?.[1];
  if (host === undefined) return null;
  const response = await fetch(`http://${host}/json/list`);
  /** @type {{ type: string, url: string, webSocketDebuggerUrl: string }[]} */
  const targets = await response.json();
  // A window shows an empty page before its own.
  const page = targets.find(({ type, url }) => type === 'page' && /^(app|file):/.test(url));
  return page?.webSocketDebuggerUrl ?? null;
}

/**
 * @param {string} address
 * @param {string} expression
 * @returns {Promise<number | null>} null when the page was replaced meanwhile
 */
async function evaluate(address, expression) {
  const { WebSocket } = await import('undici');
  const socket = new WebSocket(address);
  try {
    return await new Promise((done, fail) => {
      socket.addEventListener('error', () => fail(new ToolError(`${address} did not answer.`)));
      socket.addEventListener('open', () => {
        const params = { expression, awaitPromise: true, returnByValue: true };
        socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
      });
      socket.addEventListener('message', ({ data }) => {
        const answer = JSON.parse(String(data));
        if (answer.id !== 1) return;
        const value = answer.result?.result?.value;
        done(typeof value === 'number' ? value : null);
      });
    });
  } finally {
    socket.close();
  }
}

/**
 * Bytes in memory of all processes of a group.
 * @param {number} group
 */
function rssOfGroup(group) {
  let bytes = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (Number(fields[2]) !== group) continue;
      const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      bytes += Number(kib ?? 0) * 1024;
    } catch {
      // It has ended meanwhile.
    }
  }
  return bytes;
}
