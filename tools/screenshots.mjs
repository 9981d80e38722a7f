// @ts-check
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { readFlags } from './lib/command-line.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { needsVirtualDisplay, withDisplay } from './lib/display.mjs';
import { ensureElectron } from './lib/electron-runtime.mjs';
import { greeted } from './lib/greeted-profile.mjs';
import { onInterrupt } from './lib/interrupt.mjs';
import { inProject } from './lib/project.mjs';
import { runMain, say } from './lib/say.mjs';
import { ensureSystemLibraries } from './lib/system-libraries.mjs';

const USAGE = 'npm run screenshots [-- --only discover,model] [-- --size 900x600] [-- --out folder]';
const SEED = 7;
const THEMES = /** @type {const} */ (['dark', 'light']);
/** Pictures fade in, and a tooltip goes. */
const SETTLE_MS = 900;

// Every screen of the real Civet on a small Civitai of its own, dark and light, as docs/screenshots shows them.
await runMain(async () => {
  const flags = readFlags(
    { only: { type: 'string' }, size: { type: 'string' }, out: { type: 'string' } },
    USAGE,
  );
  await ensureDependencies();
  const electron = await ensureElectron();
  await ensureSystemLibraries(electron.executable);
  await ensureBuilt();
  const [width = 1280, height = 800] = (flags.size ?? '').split('x').filter(Boolean).map(Number);
  const only = flags.only?.split(',') ?? null;
  const folder = flags.out === undefined ? inProject('docs', 'screenshots') : path.resolve(flags.out);
  const take = () => takeAll({ width, height, only, folder });
  const count = await (needsVirtualDisplay({ isHeadless: true }) ? withDisplay(take) : take());
  say(`${count} pictures are in ${folder}.`);
  return 0;
});

/** @param {{ width: number, height: number, only: readonly string[] | null, folder: string }} wish */
async function takeAll({ width, height, only, folder }) {
  const { openCivet } = await import('./demo/window.mjs');
  const { startCivitai } = await import('../test/support/civitai/index.mjs');
  const { chooseTheme, closeOverlays, SCREENS } = await import('./screenshots/screens.mjs');
  const { fillScreens } = await import('./screenshots/scene.mjs');
  const base = mkdtempSync(path.join(os.tmpdir(), 'civet-screenshots-'));
  const comfy = path.join(base, 'ComfyUI');
  mkdirSync(path.join(comfy, 'comfy'), { recursive: true });
  mkdirSync(path.join(comfy, 'models', 'checkpoints'), { recursive: true });
  mkdirSync(folder, { recursive: true });
  const remove = () => rmSync(base, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  const forget = onInterrupt(remove);
  const civitai = await startCivitai({ port: 0, seed: SEED });
  const app = await openCivet({
    origin: civitai.origin,
    profile: greeted(path.join(base, 'profile')),
    isUnattended: true,
  });
  let count = 0;
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(30_000);
    await app.evaluate(
      ({ BrowserWindow }, [wide, high]) => BrowserWindow.getAllWindows()[0]?.setContentSize(wide, high),
      /** @type {const} */ ([width, height]),
    );
    const scene = { app, page, civitai };
    await fillScreens(scene, comfy);
    for (const screen of SCREENS) {
      if (only === null ? screen.isDetail : !only.includes(screen.name)) continue;
      await screen.show(scene);
      for (const theme of THEMES) {
        await chooseTheme(page, theme);
        await page.waitForTimeout(SETTLE_MS);
        const picture = path.join(folder, `${screen.name}-${theme}.png`);
        await page.screenshot({ path: picture });
        count += 1;
      }
      await closeOverlays(page);
      say(screen.name);
    }
    return count;
  } finally {
    await app.close();
    await civitai.close();
    forget();
    remove();
  }
}
