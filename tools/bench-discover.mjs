// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { readFlags } from './lib/command-line.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { needsVirtualDisplay, withDisplay } from './lib/display.mjs';
import { ensureElectron } from './lib/electron-runtime.mjs';
import { onInterrupt } from './lib/interrupt.mjs';
import { runMain, say, ToolError } from './lib/say.mjs';
import { ensureSystemLibraries } from './lib/system-libraries.mjs';

const USAGE = 'npm run bench:discover -- [--json] [--items 10000]';
const SEED = 7;
const USUAL_ITEMS = 10_000;

// Discover from end to end on the real Electron: everything that the list of a large catalogue costs the page.
await runMain(async () => {
  const flags = readFlags({ json: { type: 'boolean' }, items: { type: 'string' } }, USAGE);
  const items = Number(flags.items ?? USUAL_ITEMS);
  if (!Number.isInteger(items) || items < 200) throw new ToolError('--items is a number from 200 on.', USAGE);
  await ensureDependencies();
  const electron = await ensureElectron();
  await ensureSystemLibraries(electron.executable);
  await ensureBuilt();
  const play = () => measure(items);
  const found = await (needsVirtualDisplay({ isHeadless: true }) ? withDisplay(play) : play());
  say(
    `${found.items} models, ${found.duplicates} of them twice; at most ${found.domNodesMax} nodes; the heap grew by ${found.heapGrowthMB} MB; ${found.longTasks} tasks above 50 ms, the longest ${found.longestTaskMs} ms; the first card ${found.searchToFirstCardMs} ms after the search.`,
  );
  if (flags.json === true) process.stdout.write(`${JSON.stringify(found)}\n`);
  return 0;
});

/** @param {number} items how many models the list has at least */
async function measure(items) {
  const { measureDiscover } = await import('./bench/discover.mjs');
  const { startCivitai } = await import('../test/support/civitai/index.mjs');
  const profile = mkdtempSync(path.join(os.tmpdir(), 'civet-bench-discover-'));
  const remove = () => rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  const forget = onInterrupt(remove);
  try {
    // Some models are never listed, because they show real people.
    const civitai = await startCivitai({ port: 0, seed: SEED, models: Math.ceil(items * 1.05) });
    try {
      return await measureDiscover(civitai, profile, items);
    } finally {
      await civitai.close();
    }
  } finally {
    forget();
    remove();
  }
}
