// @ts-check
import { forgetBuild } from './lib/build.mjs';
import { electronArgs } from './lib/electron-args.mjs';
import { runOnDisplay } from './lib/on-display.mjs';
import { packageScript } from './lib/project.mjs';
import { runMain } from './lib/say.mjs';

// electron-vite's development server, with reload. Further arguments go to the app:
// npm run dev -- --user-data-dir=/tmp/profile
await runMain(() =>
  runOnDisplay(async () => {
    forgetBuild();
    const appArgs = [...electronArgs(), ...process.argv.slice(2)];
    const args = [packageScript('electron-vite'), 'dev', ...(appArgs.length === 0 ? [] : ['--', ...appArgs])];
    return { command: process.execPath, args };
  }),
);
