// @ts-check
import { ensureBuilt } from './lib/build.mjs';
import { electronArgs } from './lib/electron-args.mjs';
import { runOnDisplay } from './lib/on-display.mjs';
import { projectRoot } from './lib/project.mjs';
import { runMain } from './lib/say.mjs';

// The app as a user has it, on the real Civitai. Further arguments go to Electron:
// npm start -- --user-data-dir=/tmp/profile
await runMain(() =>
  runOnDisplay(async (electron) => {
    await ensureBuilt();
    return { command: electron.executable, args: [...electronArgs(), projectRoot, ...process.argv.slice(2)] };
  }),
);
