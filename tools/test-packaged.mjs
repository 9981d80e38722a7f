// @ts-check
import { ensureBuilt } from './lib/build.mjs';
import { readFlags } from './lib/command-line.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { needsVirtualDisplay, startDisplay } from './lib/display.mjs';
import { ensureElectron } from './lib/electron-runtime.mjs';
import { outcomeTable, sumLine } from './lib/outcome.mjs';
import { packUnpacked } from './lib/package-folder.mjs';
import { formatDuration, runMain, ToolError } from './lib/say.mjs';
import { ensureSystemLibraries } from './lib/system-libraries.mjs';
import { runVitest } from './lib/vitest-stage.mjs';

// Packs the program as it is shipped, unpacked, and tests that very program.
await runMain(async () => {
  readFlags({}, 'npm run test:packaged');
  if (process.platform !== 'linux')
    throw new ToolError('The packaged program is tested on Linux alone.', 'run this on Linux.');
  await ensureDependencies();
  const electron = await ensureElectron();
  await ensureSystemLibraries(electron.executable);
  await ensureBuilt();
  const executable = await packUnpacked(electron);
  const screen = needsVirtualDisplay({ isHeadless: true }) ? await startDisplay() : null;
  try {
    const { outcome } = await runVitest('packaged', {
      output: 'stderr',
      env: { ...screen?.env, CIVET_PACKAGED: executable },
    });
    process.stdout.write(`${outcomeTable([outcome], formatDuration)}\n${sumLine([outcome])}\n`);
    return outcome.failed.length === 0 ? 0 : 1;
  } finally {
    await screen?.end();
  }
});
