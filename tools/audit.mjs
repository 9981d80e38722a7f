// @ts-check
import { readFlags } from './lib/command-line.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { findDependencyProblems } from './lib/dependency-rules.mjs';
import { npm, npmErrorLine } from './lib/npm.mjs';
import { inProject, readJson } from './lib/project.mjs';
import { runMain, say } from './lib/say.mjs';
import { bundledPackages } from './lib/sbom.mjs';

const USAGE = 'npm run audit [-- --offline]';
const ASK_LIMIT_MS = 2 * 60_000;
/** Nothing bad is known, and not everybody could be asked. */
const NOT_CHECKED = 2;

// What is known of the packages: by rules of our own, then by what the registry knows. A registry that does not
// answer is said to be unasked, and never looks like a good answer.
await runMain(async () => {
  const { offline = false } = readFlags({ offline: { type: 'boolean' } }, USAGE);
  await ensureDependencies();
  const lock = readJson(inProject('package-lock.json'));
  const bundled = new Set(bundledPackages().map(({ name }) => name));
  const problems = findDependencyProblems(lock, readJson(inProject('package.json')), bundled);
  for (const problem of problems) process.stdout.write(`package-lock.json ${problem}\n`);
  const count = Object.keys(lock.packages).length - 1;
  say(
    `${count} packages by our own rules: ${problems.length === 0 ? 'good' : `${problems.length} to mend`}.`,
  );
  if (offline) return problems.length === 0 ? 0 : 1;
  const asked = [await askAdvisories(), await askSignatures()];
  if (problems.length > 0 || asked.includes('bad')) return 1;
  return asked.includes('notChecked') ? NOT_CHECKED : 0;
});

/** @returns {Promise<'good' | 'bad' | 'notChecked'>} */
async function askAdvisories() {
  const answer = await npm(['audit', '--json'], { output: 'capture', timeoutMs: ASK_LIMIT_MS });
  const report = jsonIn(answer.text);
  const found = report?.metadata?.vulnerabilities;
  if (found === undefined) return notChecked('known vulnerabilities', answer.text);
  const grave = found.high + found.critical;
  say(`Known vulnerabilities: ${found.total}, ${grave} of them high or critical.`);
  if (grave > 0) process.stdout.write(`${Object.keys(report.vulnerabilities).join('\n')}\n`);
  return grave > 0 ? 'bad' : 'good';
}

/** @returns {Promise<'good' | 'bad' | 'notChecked'>} */
async function askSignatures() {
  const answer = await npm(['audit', 'signatures', '--json'], { output: 'capture', timeoutMs: ASK_LIMIT_MS });
  const report = jsonIn(answer.text);
  if (!Array.isArray(report?.invalid)) return notChecked('signatures of the registry', answer.text);
  const unsigned = report.missing?.length ?? 0;
  say(`Signatures of the registry: ${report.invalid.length} wrong, ${unsigned} missing.`);
  return report.invalid.length > 0 ? 'bad' : 'good';
}

/**
 * @param {string} what
 * @param {string} text
 * @returns {'notChecked'}
 */
function notChecked(what, text) {
  process.stdout.write(`NOT CHECKED: ${what}. The registry did not answer: ${npmErrorLine(text)}\n`);
  return 'notChecked';
}

/**
 * npm writes its warnings to the same place as its answer.
 * @param {string} text
 */
function jsonIn(text) {
  const start = text.search(/^\{/m);
  if (start < 0) return null;
  try {
    return JSON.parse(text.slice(start, text.lastIndexOf('}') + 1));
  } catch {
    return null;
  }
}
