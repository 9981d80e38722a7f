// @ts-check
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { readFlags } from './lib/command-line.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { onInterrupt } from './lib/interrupt.mjs';
import { withMarkedSection } from './lib/marked-section.mjs';
import { inProject } from './lib/project.mjs';
import { runMain, say, ToolError } from './lib/say.mjs';

const USAGE = 'npm run differential -- [--json] [--write] [--only reset,stall]';
const FILE_BYTES = 48 * 2 ** 20;
const AT_ONCE = 4;
const PAGE = inProject('docs', 'reliability.md');

// The same faults for Civet and for the programs of the distribution: what is on the disk in the end, and what the
// program says about it. Exit code 1 when Civet does worse than another program in any row.
await runMain(async () => {
  const flags = readFlags(
    { json: { type: 'boolean' }, write: { type: 'boolean' }, only: { type: 'string' } },
    USAGE,
  );
  await ensureDependencies();
  const { ROWS } = await import('./differential/rows.mjs');
  const rows = chooseRows(ROWS, flags.only ?? null);
  const { ensurePrograms } = await import('./bench/programs.mjs');
  await ensurePrograms(['aria2c', 'curl', 'wget'], 'The comparison');
  await ensureBuilt();
  const results = await onFolder((parent) => meetAll(rows, parent));
  const { markdownTable, worseRows } = await import('./differential/table.mjs');
  const { PROGRAMS } = await import('./differential/programs.mjs');
  const programs = Object.entries(PROGRAMS).map(([name, { title }]) => ({ name, title }));
  const table = markdownTable(results, programs);
  if (flags.write === true) {
    if (flags.only !== undefined) throw new ToolError('A part of the table is not written down.', USAGE);
    writeFileSync(PAGE, withMarkedSection(readFileSync(PAGE, 'utf8'), 'differential', table));
  }
  const worse = worseRows(results, 'civet');
  const isJson = flags.json === true;
  // With --json, standard output holds the line for programs and nothing else.
  (isJson ? process.stderr : process.stdout).write(`${table}\n`);
  if (worse.length > 0) say(`Civet does worse than another program in: ${worse.join(', ')}.`);
  const outcomes = Object.fromEntries(results.map(({ name, outcomes: found }) => [name, found]));
  if (isJson) process.stdout.write(`${JSON.stringify({ rows: results.length, worse, outcomes })}\n`);
  return worse.length === 0 ? 0 : 1;
});

/**
 * @param {readonly import('./differential/rows.mjs').Row[]} all
 * @param {string | null} only
 */
function chooseRows(all, only) {
  if (only === null) return all;
  return only.split(',').map((name) => {
    const found = all.find((row) => row.name === name.trim());
    if (found === undefined) throw new ToolError(`There is no row ${name}.`, USAGE);
    return found;
  });
}

/**
 * @param {readonly import('./differential/rows.mjs').Row[]} rows
 * @param {string} parent
 */
async function meetAll(rows, parent) {
  const { PatternFile } = await import('./bench/pattern-file.mjs');
  const { PROGRAMS } = await import('./differential/programs.mjs');
  const { wordsFor } = await import('./differential/outcome.mjs');
  const { meet } = await import('./differential/meet.mjs');
  const file = new PatternFile(FILE_BYTES, 11);
  const civet = inProject('out', 'cli', 'civet.js');
  const names = /** @type {import('./differential/programs.mjs').ProgramName[]} the keys are the names */ (
    Object.keys(PROGRAMS)
  );
  /** @type {{ name: string, says: string, outcomes: Record<string, import('./differential/outcome.mjs').Met> }[]} */
  const results = rows.map(({ name, says }) => ({ name, says, outcomes: {} }));
  const meetings = rows.flatMap((row, index) => names.map((name) => ({ row, name, index })));
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let next = meetings.shift(); next !== undefined; next = meetings.shift()) {
      const { row, name, index } = next;
      const met = await meet(row, name, { file, parent, civet });
      const outcomes = results[index]?.outcomes;
      if (outcomes !== undefined) outcomes[name] = { outcome: met.outcome, runs: met.runs };
      const words = met.exitCode === 0 ? '' : ` (code ${met.exitCode}: ${met.lastWords.slice(0, 160)})`;
      say(`${row.name}: ${name} ${wordsFor(met)}${words}`);
    }
  });
  await Promise.all(workers);
  return results;
}

/**
 * @template T
 * @param {(folder: string) => Promise<T>} action
 */
async function onFolder(action) {
  const parent = existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
  const folder = mkdtempSync(path.join(parent, 'civet-differential-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const forget = onInterrupt(remove);
  try {
    return await action(folder);
  } finally {
    forget();
    remove();
  }
}
