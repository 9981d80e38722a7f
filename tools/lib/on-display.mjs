// @ts-check
import { ensureDependencies } from './dependencies.mjs';
import { hasDisplay } from './display.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { run } from './processes.mjs';
import { projectRoot } from './project.mjs';
import { ToolError } from './say.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

/**
 * Prepares everything a window needs and runs a program in the user's terminal, on the user's screen.
 * @param {(electron: import('./electron-runtime.mjs').ElectronRuntime) => Promise<{ command: string, args: string[] }>} prepare
 * @returns {Promise<number>} the program's exit code
 */
export async function runOnDisplay(prepare) {
  if (!hasDisplay()) {
    throw new ToolError(
      'There is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are unset).',
      'npm run demo -- --headless drives the app on a virtual one; xvfb-run -a gives this command one.',
    );
  }
  await ensureDependencies();
  const electron = await ensureElectron();
  await ensureSystemLibraries(electron.executable);
  const { command, args } = await prepare(electron);
  const { code } = await run(command, args, { cwd: projectRoot, output: 'inherit' });
  return code;
}
