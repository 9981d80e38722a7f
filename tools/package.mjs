// @ts-check
import { buildApp, ensureBuilt } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { ensureElectron } from './lib/electron-runtime.mjs';
import { run } from './lib/processes.mjs';
import { packageScript, projectRoot } from './lib/project.mjs';
import { runMain, say } from './lib/say.mjs';

// Makes installers with electron-builder. Further arguments go to it: npm run package -- --linux deb
await runMain(async () => {
  await ensureDependencies();
  const electron = await ensureElectron();
  const isFallback = electron.source === 'fallback';
  if (isFallback) {
    say(
      'Installers need the pinned Electron. With the stand-by only the unpacked folder is made, for trying out.',
    );
    await ensureBuilt();
  } else {
    await buildApp([]);
  }
  const target = isFallback
    ? ['--linux', 'dir', `-c.electronDist=${electron.dist}`, `-c.electronVersion=${electron.version}`]
    : [];
  const { code } = await run(
    process.execPath,
    [packageScript('electron-builder'), ...target, '--publish', 'never', ...process.argv.slice(2)],
    { cwd: projectRoot },
  );
  return code;
});
