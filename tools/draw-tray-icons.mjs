// @ts-check
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { needsVirtualDisplay, withDisplay } from './lib/display.mjs';
import { electronArgs } from './lib/electron-args.mjs';
import { ensureElectron } from './lib/electron-runtime.mjs';
import { projectRoot } from './lib/project.mjs';
import { runMain, say } from './lib/say.mjs';

// Draws resources/tray anew from tools/tray-icons/shapes.mjs.
await runMain(async () => {
  await ensureDependencies();
  const electron = await ensureElectron();
  const script = path.join(projectRoot, 'tools', 'tray-icons', 'electron-main.mjs');
  const draw = async () =>
    spawnSync(electron.executable, [...electronArgs(), script], { stdio: 'inherit' }).status ?? 1;
  const code = await (needsVirtualDisplay({ isHeadless: true }) ? withDisplay(draw) : draw());
  if (code === 0) say('resources/tray is drawn.');
  return code;
});
