// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openCivet } from './demo/window.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { needsVirtualDisplay, withDisplay } from './lib/display.mjs';
import { ensureElectron } from './lib/electron-runtime.mjs';
import { runMain, say, ToolError } from './lib/say.mjs';

const LOOK_MS = 500;
const LONGEST_MS = 60_000;

/** How much memory all of Civet's processes hold while its window is there, and once its page was let go of. */
await runMain(async () => {
  if (process.platform !== 'linux') throw new ToolError('Memory is read from /proc.', 'run this on Linux.');
  await ensureDependencies();
  await ensureElectron();
  await ensureBuilt();
  const found = await (needsVirtualDisplay({ isHeadless: true }) ? withDisplay(measure) : measure());
  say(
    `${found.shownMB} MB with the window, ${found.hiddenMB} MB hidden in the tray, ${found.backMB} MB when it is back.`,
  );
  process.stdout.write(`${JSON.stringify(found)}\n`);
  return 0;
});

async function measure() {
  const { startCivitai } = await import('../test/support/civitai/index.mjs');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'civet-hidden-'));
  const civitai = await startCivitai({ port: 0, seed: 7, models: 60 });
  try {
    const app = await openCivet({
      origin: civitai.origin,
      profile: path.join(folder, 'profile'),
      isUnattended: true,
    });
    const root = app.process().pid ?? 0;
    const page = await app.firstWindow();
    await page.getByRole('grid', { name: 'Models' }).waitFor();
    const shownMB = await settledMB(root);
    // On a display without a tray a close would end it: it is hidden as the tray does it.
    await app.evaluate(({ dialog, BrowserWindow }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false });
      BrowserWindow.getAllWindows()[0]?.destroy();
    });
    const hiddenMB = await settledMB(root);
    const window = app.waitForEvent('window');
    await app.evaluate(({ app: civet }) => civet.emit('activate'));
    await (await window).getByRole('grid', { name: 'Models' }).waitFor();
    const backMB = await settledMB(root);
    await app.close();
    return { shownMB, hiddenMB, backMB };
  } finally {
    await civitai.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
  }
}

/**
 * Of a program and everything it has started, in MB, once it changes by less than one in a hundred.
 * @param {number} root
 */
async function settledMB(root) {
  let before = Number.POSITIVE_INFINITY;
  for (let waited = 0; waited < LONGEST_MS; waited += LOOK_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS * 4));
    const now = residentMB(root);
    if (Math.abs(now - before) < before / 100) return now;
    before = now;
  }
  return before;
}

/** @param {number} root */
function residentMB(root) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // It has ended meanwhile.
    }
  }
  const all = [root];
  for (const pid of all) all.push(...(children.get(pid) ?? []));
  const kilobytes = all.reduce((sum, pid) => {
    try {
      return sum + Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      return sum;
    }
  }, 0);
  return Math.round(kilobytes / 1000);
}
