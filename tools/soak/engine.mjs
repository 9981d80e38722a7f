// @ts-check
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { onInterrupt } from '../lib/interrupt.mjs';
import { endProcessTree } from '../lib/processes.mjs';
import { inProject } from '../lib/project.mjs';

const OUT = 'out/soak';

/**
 * @typedef {{ kind: 'ready' } | { kind: 'completed', versionId: number, path: string }
 *   | { kind: 'failed', versionId: number, code: string } | { kind: 'bug', words: string }} Told
 *
 * @typedef {object} Engine
 * @property {(versionId: number) => void} add
 * @property {() => { rssMb: number, descriptors: number } | null} sample null when it is not there any more
 * @property {() => Promise<void>} end
 */

/** Builds the engine for plain Node, beside `civet` and as that is built. */
export async function buildEngine() {
  const { build } = await import('vite');
  await build({
    configFile: inProject('vite.cli.config.ts'),
    logLevel: 'error',
    build: { outDir: OUT, rollupOptions: { input: { 'soak-engine': 'test/measures/soak-engine.ts' } } },
  });
}

/**
 * @param {{ apiOrigin: string, folder: string, state: string, atOnce: number, connections: number }} orders
 * @param {(told: Told) => void} onTold
 * @param {() => void} onGone when it ends without being told to
 * @returns {Promise<Engine>}
 */
export async function startEngine(orders, onTold, onGone) {
  const child = fork(inProject(OUT, 'soak-engine.js'), [JSON.stringify(orders)], {
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the engine did not start');
  let isEnding = false;
  const gone = once(child, 'exit').then(() => {
    if (!isEnding) onGone();
  });
  const forget = onInterrupt(() => endProcessTree(pid));
  const ready = new Promise((resolve, reject) => {
    child.on('message', (message) => {
      const told = /** @type {Told} our own program on the other side */ (message);
      if (told.kind === 'ready') resolve(null);
      else onTold(told);
    });
    child.once('exit', () => reject(new Error('the engine ended before it was ready')));
  });
  await ready;
  return {
    add: (versionId) => void child.send({ kind: 'add', versionId }),
    sample: () => sampleOf(pid),
    end: async () => {
      isEnding = true;
      if (child.connected) child.send({ kind: 'end' });
      await gone;
      forget();
    },
  };
}

/** @param {number} pid */
function sampleOf(pid) {
  try {
    const resident = /VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return { rssMb: Number(resident) / 1024, descriptors: readdirSync(`/proc/${pid}/fd`).length };
  } catch {
    return null;
  }
}
