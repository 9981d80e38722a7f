// @ts-check
import { runBundled } from './lib/bundled-script.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { runMain } from './lib/say.mjs';

// npm run fuzz [-- --runs N] [--seed S]
await runMain(async () => {
  await ensureDependencies();
  const { code } = await runBundled(['fuzz', 'support', 'fuzz', 'main.ts'], process.argv.slice(2), {
    output: 'inherit',
  });
  return code;
});
