// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { measureStartup } from './bench/startup.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { readFlags } from './lib/command-line.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { needsVirtualDisplay, withDisplay } from './lib/display.mjs';
import { ensureElectron } from './lib/electron-runtime.mjs';
import { greeted } from './lib/greeted-profile.mjs';
import { onInterrupt } from './lib/interrupt.mjs';
import { packUnpacked } from './lib/package-folder.mjs';
import { runMain, say, ToolError } from './lib/say.mjs';
import { ensureSystemLibraries } from './lib/system-libraries.mjs';

const USAGE = 'npm run bench:startup -- [--json] [--rounds 7]';
const USUAL_ROUNDS = 7;

// From the start of the process to a window that can be used, and the memory when nothing is left to do: the packaged
// Civet beside a bare window of the same Electron.
await runMain(async () => {
  const flags = readFlags({ json: { type: 'boolean' }, rounds: { type: 'string' } }, USAGE);
  const rounds = Number(flags.rounds ?? USUAL_ROUNDS);
  if (!Number.isInteger(rounds) || rounds < 1) throw new ToolError('--rounds is a number from 1 on.', USAGE);
  if (process.platform !== 'linux') throw new ToolError('Memory is read from /proc.', 'run this on Linux.');
  await ensureDependencies();
  const electron = await ensureElectron();
  await ensureSystemLibraries(electron.executable);
  await ensureBuilt();
  const executable = await packUnpacked(electron);
  const play = () => measure(electron.executable, executable, rounds);
  const found = await (needsVirtualDisplay({ isHeadless: true }) ? withDisplay(play) : play());
  say(
    `A window that can be used after ${found.interactiveMs} ms, a bare one after ${found.bareInteractiveMs} ms: ${found.ratioToBare} times; ${found.rssMBIdle} MB when idle, ${found.rssRatioToBare} times a bare one; the archive has ${found.appAsarMB} MB.`,
  );
  if (flags.json === true) process.stdout.write(`${JSON.stringify(found)}\n`);
  return 0;
});

/**
 * @param {string} electron
 * @param {string} executable
 * @param {number} rounds
 */
async function measure(electron, executable, rounds) {
  const { startCivitai } = await import('../test/support/civitai/index.mjs');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'civet-bench-startup-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  const forget = onInterrupt(remove);
  try {
    const civitai = await startCivitai({ port: 0, seed: 7, models: 60 });
    try {
      const civet = {
        command: executable,
        args: [`--user-data-dir=${greeted(path.join(folder, 'profile'))}`],
        env: { CIVET_API_ORIGIN: civitai.origin, CI: 'true' },
      };
      const asar = path.join(path.dirname(executable), 'resources', 'app.asar');
      return await measureStartup({ electron, civet, asar, folder, rounds });
    } finally {
      await civitai.close();
    }
  } finally {
    forget();
    remove();
  }
}
