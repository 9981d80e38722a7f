// @ts-check
import { buildApp, ensureBuilt } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { ensureElectron } from './lib/electron-runtime.mjs';
import { pack, unpackedTarget } from './lib/package-folder.mjs';
import { feedArguments } from './lib/release-feed.mjs';
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
  const target = isFallback ? unpackedTarget(electron) : [];
  const { code } = await pack(
    [...target, ...feedArguments(process.env.CIVET_RELEASE_FEED), ...process.argv.slice(2)],
    'stderr',
  );
  return code;
});
