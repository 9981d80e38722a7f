// @ts-check
import { run } from './processes.mjs';
import { inProject, packageScript, projectRoot, readJson } from './project.mjs';
import { formatDuration, say } from './say.mjs';
import { STAGE_LIMIT_MS } from './vitest-stage.mjs';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string} script run by this very Node
 * @property {readonly string[]} args
 */

/**
 * Everything that can be known without running the product.
 * @returns {Check[]}
 */
export function staticChecks() {
  const biome = packageScript('@biomejs/biome', 'biome');
  const tsc = packageScript('typescript', 'tsc');
  return [
    { name: 'format', script: biome, args: ['format', '.'] },
    { name: 'lint', script: biome, args: ['lint', '--error-on-warnings', '.'] },
    ...typeProjects().map((project) => ({
      name: `types ${project.replace(/^tsconfig\.|\.json$/g, '')}`,
      script: tsc,
      args: ['--noEmit', '--pretty', 'false', '-p', inProject(project)],
    })),
    { name: 'boundaries', script: inProject('tools', 'check-boundaries.mjs'), args: [] },
    { name: 'names', script: inProject('tools', 'check-names.mjs'), args: [] },
    { name: 'dependencies', script: inProject('tools', 'audit.mjs'), args: ['--offline'] },
    { name: 'dead code', script: packageScript('knip'), args: ['--no-progress'] },
  ];
}

/** @returns {string[]} the projects that tsconfig.json refers to */
function typeProjects() {
  const { references } = readJson(inProject('tsconfig.json'));
  return references.map((/** @type {{ path: string }} */ reference) => reference.path.replace(/^\.\//, ''));
}

/**
 * Runs checks one after the other, a line each; a failing one shows its output and does not stop the rest.
 * @param {readonly Check[]} checks
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runStaticChecks(checks) {
  const startedAt = Date.now();
  /** @type {string[]} */
  const failed = [];
  for (const check of checks) {
    const checkStartedAt = Date.now();
    const { code, hasTimedOut, text } = await run(process.execPath, [check.script, ...check.args], {
      cwd: projectRoot,
      output: 'capture',
      timeoutMs: STAGE_LIMIT_MS,
    });
    const why = hasTimedOut ? `, ended after ${formatDuration(STAGE_LIMIT_MS)}` : '';
    say(resultLine(check.name, code === 0, Date.now() - checkStartedAt, why));
    if (code === 0) continue;
    failed.push(`${check.name}${why}`);
    process.stderr.write(`${text.trim()}\n`);
  }
  return {
    runner: 'static',
    passed: checks.length - failed.length,
    failed,
    skipped: [],
    durationMs: Date.now() - startedAt,
  };
}

/**
 * @param {string} name
 * @param {boolean} isGood
 * @param {number} ms
 * @param {string} [more]
 */
export function resultLine(name, isGood, ms, more = '') {
  return `${isGood ? '✓' : '✗'} ${name} (${formatDuration(ms)}${more})`;
}
