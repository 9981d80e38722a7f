// @ts-check
import { runChecks } from './lib/checks.mjs';
import { readFlags } from './lib/command-line.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { outcomeTable, sumLine, sumOf } from './lib/outcome.mjs';
import { formatDuration, runMain, ToolError } from './lib/say.mjs';

const USAGE = 'npm run check [-- --only format|lint|types|boundaries|names|dependencies|"dead code"|unit]';

await runMain(async () => {
  const { only } = readFlags({ only: { type: 'string' } }, USAGE);
  await ensureDependencies();
  const outcomes = await runChecks({ only: only ?? null });
  if (outcomes.length === 0) throw new ToolError(`There is no check named ${only}.`, USAGE);
  process.stdout.write(`${outcomeTable(outcomes, formatDuration)}\n${sumLine(outcomes)}\n`);
  return sumOf(outcomes).failed === 0 ? 0 : 1;
});
