// @ts-check
import { findViolations } from './lib/boundary-rules.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { reportViolations } from './lib/report-violations.mjs';
import { runMain } from './lib/say.mjs';
import { readSourceFiles } from './lib/source-files.mjs';
import { loadParser } from './lib/syntax.mjs';

// Who may import whom, over everything that is shipped.
await runMain(async () => {
  await ensureDependencies();
  const files = readSourceFiles(['electron', 'renderer', 'shared']);
  return reportViolations(
    findViolations(files, await loadParser()),
    `${files.length} files keep to their layers.`,
  );
});
