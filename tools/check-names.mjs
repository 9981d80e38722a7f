// @ts-check
import { ensureDependencies } from './lib/dependencies.mjs';
import { findNameViolations } from './lib/name-rules.mjs';
import { reportViolations } from './lib/report-violations.mjs';
import { runMain } from './lib/say.mjs';
import { readSourceFiles } from './lib/source-files.mjs';
import { loadParser } from './lib/syntax.mjs';

// File names, exported names and file sizes, over everything that is written here.
await runMain(async () => {
  await ensureDependencies();
  const files = readSourceFiles(['electron', 'renderer', 'shared', 'test', 'tools']);
  return reportViolations(
    findNameViolations(files, await loadParser()),
    `${files.length} files are named well.`,
  );
});
