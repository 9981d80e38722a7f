// @ts-check
import { buildApp } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { runMain } from './lib/say.mjs';

// Builds the app into out/. Further arguments go to electron-vite: npm run build -- --sourcemap
await runMain(async () => {
  await ensureDependencies();
  await buildApp(process.argv.slice(2));
});
