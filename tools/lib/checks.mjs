// @ts-check
import { say } from './say.mjs';
import { resultLine, runStaticChecks, staticChecks } from './static-checks.mjs';
import { runVitest } from './vitest-stage.mjs';

/**
 * What `npm run check` does: the static checks, then the unit and type tests. All of them, whatever fails.
 * @param {{ only?: string | null }} [options] one check by its name, or `unit`
 * @returns {Promise<import('./outcome.mjs').Outcome[]>} empty when nothing has that name
 */
export async function runChecks({ only = null } = {}) {
  const checks = staticChecks().filter(
    ({ name }) => only === null || name === only || name.split(' ')[0] === only,
  );
  const outcomes = checks.length === 0 ? [] : [await runStaticChecks(checks)];
  if (only !== null && only !== 'unit') return outcomes;
  const { outcome, text } = await runVitest('unit', { output: 'capture' });
  const isGood = outcome.failed.length === 0;
  say(resultLine('unit', isGood, outcome.durationMs, `, ${outcome.passed} passed`));
  if (!isGood) process.stderr.write(`${text.trim()}\n`);
  return [...outcomes, outcome];
}
