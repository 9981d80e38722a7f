// @ts-check

/**
 * What one runner came to.
 * @typedef {object} Outcome
 * @property {string} runner
 * @property {number} passed
 * @property {string[]} failed what failed, by name
 * @property {{ name: string, reason: string | null }[]} skipped
 * @property {number} durationMs
 */

/**
 * Counts a Vitest run. Beside failed tests, these count as one failure each: an error that belongs to no test,
 * a report that is missing, an exit code that no counted failure explains, and a run of no tests at all.
 * @param {object} run
 * @param {string} run.runner
 * @param {import('./vitest-report.mjs').VitestReport | null} run.report null when there is none
 * @param {number} run.exitCode
 * @param {string | null} run.timedOutAfter a duration in words, when the run was ended for taking too long
 * @param {number} run.durationMs
 * @returns {Outcome}
 */
export function outcomeOfVitest({ runner, report, exitCode, timedOutAfter, durationMs }) {
  const tests = report?.tests ?? [];
  const named = (/** @type {string} */ state) => tests.filter((test) => test.state === state);
  const failed = [...named('failed').map((test) => test.name), ...(report?.errors ?? [])];
  if (timedOutAfter !== null) failed.push(`${runner} was ended after ${timedOutAfter}`);
  else if (report === null) failed.push(`${runner} ended with code ${exitCode} and left no report`);
  else if (exitCode !== 0 && failed.length === 0) failed.push(`${runner} ended with code ${exitCode}`);
  const passed = named('passed').length;
  // Tests that are all skipped prove nothing either.
  if (passed === 0 && failed.length === 0) failed.push(`${runner} ran no test`);
  const skipped = named('skipped').map(({ name, reason }) => ({ name, reason }));
  return { runner, passed, failed, skipped, durationMs };
}

/** @param {readonly Outcome[]} outcomes */
export function sumOf(outcomes) {
  return {
    passed: outcomes.reduce((sum, outcome) => sum + outcome.passed, 0),
    failed: outcomes.reduce((sum, outcome) => sum + outcome.failed.length, 0),
    skipped: outcomes.reduce((sum, outcome) => sum + outcome.skipped.length, 0),
  };
}

/**
 * The last line: `12 passed, 0 failed`, and how many were skipped if any were.
 * @param {readonly Outcome[]} outcomes
 */
export function sumLine(outcomes) {
  const { passed, failed, skipped } = sumOf(outcomes);
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

/**
 * A table by runner, then what failed and what was skipped, by name.
 * @param {readonly Outcome[]} outcomes
 * @param {(ms: number) => string} formatDuration
 */
export function outcomeTable(outcomes, formatDuration) {
  const rows = [
    ['runner', 'passed', 'failed', 'skipped', 'time'],
    ...outcomes.map(({ runner, passed, failed, skipped, durationMs }) => [
      runner,
      String(passed),
      String(failed.length),
      String(skipped.length),
      formatDuration(durationMs),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  for (const { failed } of outcomes) lines.push(...failed.map((name) => `failed: ${firstLine(name)}`));
  for (const { skipped } of outcomes) {
    lines.push(...skipped.map(({ name, reason }) => `skipped: ${name} (${reason ?? 'no reason given'})`));
  }
  return lines.join('\n');
}

/** @param {string} text */
function firstLine(text) {
  return text.split('\n')[0] ?? '';
}
