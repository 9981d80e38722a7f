// @ts-check
import os from 'node:os';
import { ensureBuilt } from './lib/build.mjs';
import { runChecks } from './lib/checks.mjs';
import { readFlags } from './lib/command-line.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { needsVirtualDisplay, startDisplay } from './lib/display.mjs';
import { ensureElectron } from './lib/electron-runtime.mjs';
import { runFaultsStage } from './lib/faults.mjs';
import { outcomeTable, sumLine, sumOf } from './lib/outcome.mjs';
import { describeError, formatDuration, runMain, say, ToolError } from './lib/say.mjs';
import { ensureSystemLibraries } from './lib/system-libraries.mjs';
import { runVitest } from './lib/vitest-stage.mjs';

/** @typedef {import('./lib/outcome.mjs').Outcome} Outcome */

const USAGE = 'npm test [-- --only check|unit|integration|crash|faults|e2e]';

/** Each has an Electron, a test service and a runner, which two processors bear. */
const MOST_SCREENS = 2;

/** @type {Record<string, () => Promise<Outcome[]>>} */
const STAGES = {
  check: () => runChecks(),
  integration: async () => [(await runVitest('integration', { output: 'stderr' })).outcome],
  crash: async () => [(await runVitest('crash', { output: 'stderr' })).outcome],
  faults: async () => [await runFaultsStage()],
  e2e: runE2e,
};

await runMain(async () => {
  const { only } = readFlags({ only: { type: 'string' } }, USAGE);
  await ensureDependencies();
  const outcomes = await runStages(only ?? null);
  process.stdout.write(`${outcomeTable(outcomes, formatDuration)}\n${sumLine(outcomes)}\n`);
  return sumOf(outcomes).failed === 0 ? 0 : 1;
});

/**
 * @param {string | null} only
 * @returns {Promise<Outcome[]>}
 */
async function runStages(only) {
  if (only === 'unit') return runChecks({ only });
  const stages = Object.entries(STAGES).filter(([name]) => only === null || name === only);
  if (stages.length === 0) throw new ToolError(`There is no stage named ${only}.`, USAGE);
  /** @type {Outcome[]} */
  const outcomes = [];
  for (const [name, stage] of stages) {
    say(`Stage ${name}.`);
    outcomes.push(...(await stage().catch((error) => [couldNotRun(name, error)])));
  }
  return outcomes;
}

/**
 * The real Electron, built sources, and a screen. Where the screens are virtual the tests run in halves at the
 * same time, each on a screen of its own: two windows on one would take the focus from each other.
 */
async function runE2e() {
  const electron = await ensureElectron();
  await ensureSystemLibraries(electron.executable);
  await ensureBuilt();
  if (!needsVirtualDisplay({ isHeadless: true }))
    return [(await runVitest('e2e', { output: 'stderr' })).outcome];
  const count = Math.min(MOST_SCREENS, os.availableParallelism());
  /** @type {Awaited<ReturnType<typeof startDisplay>>[]} */
  const screens = [];
  try {
    // One after the other: the first installs what is missing.
    for (let index = 0; index < count; index += 1) screens.push(await startDisplay());
    const runs = screens.map(({ env }, index) =>
      runVitest('e2e', { output: 'stderr', shard: `${index + 1}/${count}`, env }),
    );
    return (await Promise.all(runs)).map(({ outcome }) => outcome);
  } finally {
    await Promise.all(screens.map(({ end }) => end()));
  }
}

/**
 * A stage that cannot even start is one failure with its reason, never a silent gap in the sum.
 * @param {string} runner
 * @param {unknown} error
 * @returns {Outcome}
 */
function couldNotRun(runner, error) {
  const reason = describeError(error);
  process.stderr.write(`${reason}\n`);
  return { runner, passed: 0, failed: [`${runner} could not run: ${reason}`], skipped: [], durationMs: 0 };
}
