// @ts-check
import { ensureBuilt } from './lib/build.mjs';
import { readFlags } from './lib/command-line.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { runMain } from './lib/say.mjs';
import { writeSbom } from './lib/sbom.mjs';

// The bill of materials of what is built, for the Electron that is pinned.
await runMain(async () => {
  readFlags({}, 'npm run sbom');
  await ensureDependencies();
  await ensureBuilt();
  const { beside, count } = writeSbom();
  process.stdout.write(`${beside}: ${count} components\n`);
});
