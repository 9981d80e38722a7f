// @ts-check
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { readFlags } from './lib/command-line.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { hasDisplay, needsVirtualDisplay, withDisplay } from './lib/display.mjs';
import { ensureElectron } from './lib/electron-runtime.mjs';
import { withLock } from './lib/folder-lock.mjs';
import { onInterrupt } from './lib/interrupt.mjs';
import { runMain, say } from './lib/say.mjs';
import { ensureSystemLibraries } from './lib/system-libraries.mjs';

const USAGE = 'npm run demo [-- --headless] [-- --json]';
const SEED = 7;

// The main job on a Civitai inside this command. With a display the window is the user's, until it is closed;
// with --headless, with --json or without a display the job is driven and reported.
await runMain(async () => {
  const flags = readFlags({ headless: { type: 'boolean' }, json: { type: 'boolean' } }, USAGE);
  const isDriven = flags.headless === true || flags.json === true || !hasDisplay();
  const isVirtual = needsVirtualDisplay({ isHeadless: flags.headless === true });
  await ensureDependencies();
  const electron = await ensureElectron();
  await ensureSystemLibraries(electron.executable);
  await ensureBuilt();
  const play = () => (isDriven ? driveOnce(flags.json === true) : letUserPlay());
  const lock = path.join(os.tmpdir(), 'civet-demo.lock');
  return withLock(lock, 'runs the demo', () => (isVirtual ? withDisplay(play) : play()));
});

/** @param {boolean} isJson */
async function driveOnce(isJson) {
  const { driveMainJob } = await import('./demo/drive.mjs');
  const report = await onStage({ isKept: true }, driveMainJob);
  if (report.ok) say(`Done: ${report.screenshots.length} screenshots in out/demo.`);
  else {
    const screen = report.screenshots.at(-1);
    const next =
      screen === undefined ? 'mend what the lines above name' : `look at the last screen, ${screen}`;
    process.stderr.write(`${report.error}\nNext: ${next}.\n`);
  }
  if (isJson) process.stdout.write(`${JSON.stringify(report)}\n`);
  return report.ok ? 0 : 1;
}

async function letUserPlay() {
  const { openCivet, suggestFolder, untilClosed } = await import('./demo/window.mjs');
  return onStage({ isKept: false }, async (civitai, stage) => {
    const app = await openCivet({ origin: civitai.origin, profile: stage.profile, isUnattended: false });
    await suggestFolder(app, stage.comfy);
    say(
      `Civet is open on a small Civitai of its own. For its models there is a ComfyUI folder: ${stage.comfy}`,
    );
    say('Close the window to end the demo; its profile and folders are removed then.');
    await untilClosed(app);
    return 0;
  });
}

/**
 * Runs something with a service and throw-away folders, which are gone afterwards.
 * @template T
 * @param {{ isKept: boolean }} options
 * @param {(civitai: import('../test/support/civitai/index.mjs').Civitai, stage: import('./demo/stage.mjs').Stage) => Promise<T>} action
 * @returns {Promise<T>}
 */
async function onStage(options, action) {
  const { setTheStage } = await import('./demo/stage.mjs');
  const { startCivitai } = await import('../test/support/civitai/index.mjs');
  const stage = setTheStage(options);
  const forget = onInterrupt(stage.remove);
  try {
    const civitai = await startCivitai({ port: 0, seed: SEED });
    say(`A small Civitai runs at ${civitai.origin}.`);
    try {
      return await action(civitai, stage);
    } finally {
      await civitai.close();
    }
  } finally {
    forget();
    stage.remove();
  }
}
