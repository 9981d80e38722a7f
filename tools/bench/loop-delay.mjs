// @ts-check
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCivet } from '../demo/window.mjs';
import { ensureBuilt } from '../lib/build.mjs';
import { needsVirtualDisplay, withDisplay } from '../lib/display.mjs';
import { ensureElectron } from '../lib/electron-runtime.mjs';
import { ToolError } from '../lib/say.mjs';
import { ensureSystemLibraries } from '../lib/system-libraries.mjs';
import { rounded } from './statistics.mjs';

/** How often the event loop is asked. What Node reports holds this pause, so it is taken off again. */
const RESOLUTION_MS = 10;
const IDLE_MS = 5_000;
const POLL_MS = 250;

/**
 * @typedef {object} LoopDelay
 * @property {number} p99Ms of the main process while the download ran
 * @property {number} maxMs
 * @property {number} idleP99Ms the same app on the same machine with nothing to do
 * @property {number} wallSeconds from the button to the placed file
 */

/**
 * How late main's event loop is while the app downloads as fast as it can: the real Electron and the built app,
 * with Node's own histogram switched on in main.
 * @param {{ race: import('./contestants.mjs').Race, folder: string, timeoutMs: number }} options
 * @returns {Promise<LoopDelay>}
 */
export async function measureLoopDelay(options) {
  const electron = await ensureElectron();
  await ensureSystemLibraries(electron.executable);
  await ensureBuilt();
  const measure = () => measureInApp(options);
  return needsVirtualDisplay({ isHeadless: true }) ? withDisplay(measure) : measure();
}

/** @param {{ race: import('./contestants.mjs').Race, folder: string, timeoutMs: number }} options */
async function measureInApp({ race, folder, timeoutMs }) {
  const place = path.join(folder, 'app');
  rmSync(place, { recursive: true, force: true });
  const comfy = comfyFolder(place);
  process.env.NODE_EXTRA_CA_CERTS = race.certificate;
  const app = await openCivet({
    origin: race.apiOrigin,
    profile: path.join(place, 'profile'),
    isUnattended: true,
  });
  try {
    const page = await app.firstWindow();
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, comfy);
    await ask(page, 'folders.pickRoot', { layout: 'comfyui' });
    const idle = await watchLoop(app, () => sleep(IDLE_MS));
    const startedAt = performance.now();
    const busy = await watchLoop(app, async () => {
      const file = { modelId: race.versionId, versionId: race.versionId, fileId: race.versionId };
      const id = await ask(page, 'downloads.add', { ...file, isRiskAccepted: false });
      await untilPlaced(page, id, timeoutMs);
    });
    const wallSeconds = rounded((performance.now() - startedAt) / 1000, 2);
    return { p99Ms: busy.p99Ms, maxMs: busy.maxMs, idleP99Ms: idle.p99Ms, wallSeconds };
  } finally {
    delete process.env.NODE_EXTRA_CA_CERTS;
    await app.close();
    rmSync(place, { recursive: true, force: true });
  }
}

/**
 * @param {import('playwright').ElectronApplication} app
 * @param {() => Promise<unknown>} action
 */
async function watchLoop(app, action) {
  await app.evaluate((_electron, resolution) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution });
    histogram.enable();
    Object.assign(globalThis, { benchHistogram: histogram });
  }, RESOLUTION_MS);
  await action();
  const found = await app.evaluate(() => {
    /** @type {import('node:perf_hooks').IntervalHistogram} put there above */
    const histogram = Reflect.get(globalThis, 'benchHistogram');
    histogram.disable();
    return { p99: histogram.percentile(99) / 1e6, max: histogram.max / 1e6 };
  });
  return { p99Ms: beyondPause(found.p99), maxMs: beyondPause(found.max) };
}

/** @param {number} ms */
function beyondPause(ms) {
  return rounded(Math.max(0, ms - RESOLUTION_MS), 1);
}

/**
 * @param {import('playwright').Page} page
 * @param {unknown} id
 * @param {number} timeoutMs
 */
async function untilPlaced(page, id, timeoutMs) {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(POLL_MS)) {
    const { downloads } = await ask(page, 'downloads.snapshot');
    const state = downloads.find((/** @type {{ id: unknown }} */ each) => each.id === id)?.state;
    if (state?.kind === 'completed') return;
    if (state?.kind === 'failed')
      throw new ToolError(`The app's download failed: ${JSON.stringify(state.cause)}`);
  }
  throw new ToolError(`The app's download did not end within ${timeoutMs / 1000} s.`);
}

/**
 * Asks main as the page does, through the bridge.
 * @param {import('playwright').Page} page
 * @param {string} call
 * @param {unknown} [input]
 * @returns {Promise<any>} the contract's own answer
 */
async function ask(page, call, input) {
  const text = [call, input].filter((part) => part !== undefined).map((part) => JSON.stringify(part));
  const answer = await page.evaluate(`civet.invoke(${text.join(', ')})`);
  const { ok, value, error } = /** @type {any} a Result */ (answer);
  if (!ok) throw new ToolError(`The app refused ${call}: ${JSON.stringify(error)}`);
  return value;
}

/** @param {string} place */
function comfyFolder(place) {
  const comfy = path.join(place, 'ComfyUI');
  mkdirSync(path.join(comfy, 'comfy'), { recursive: true });
  mkdirSync(path.join(comfy, 'models', 'checkpoints'), { recursive: true });
  writeFileSync(path.join(comfy, 'main.py'), '# Only here so that this folder is recognised as ComfyUI.\n');
  return comfy;
}
