// @ts-check
import { ensureDependencies } from './lib/dependencies.mjs';
import { runFaults } from './lib/faults.mjs';
import { runMain } from './lib/say.mjs';

// npm run faults [-- --json] [--only 66,69 | --only F] [--seeds N]
await runMain(async () => {
  await ensureDependencies();
  const { code } = await runFaults(process.argv.slice(2), { output: 'inherit' });
  return code;
});
