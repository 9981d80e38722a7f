// @ts-check
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runBundled } from './bundled-script.mjs';
import { readJsonOrNull } from './project.mjs';

/**
 * What `--report` writes; see test/faults/report.ts.
 * @typedef {{ name: string, outcome: 'passed' | 'failed' | 'skipped', reason: string | null }} ReportedCase
 */

/**
 * @param {readonly string[]} args
 * @param {{ output: 'inherit' | 'stderr' }} options
 */
export function runFaults(args, options) {
  return runBundled(['faults', 'faults', 'main.ts'], args, options);
}

/**
 * All cases, as a stage of `npm test`.
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runFaultsStage() {
  const startedAt = Date.now();
  const reportFile = path.join(os.tmpdir(), `civet-faults-${randomUUID()}.json`);
  try {
    const { code } = await runFaults(['--report', reportFile], { output: 'stderr' });
    /** @type {ReportedCase[]} */
    const cases = readJsonOrNull(reportFile) ?? [];
    const named = (/** @type {string} */ outcome) => cases.filter((one) => one.outcome === outcome);
    const failed = named('failed').map(({ name }) => name);
    if (failed.length === 0 && (code !== 0 || cases.length === 0))
      failed.push(`faults ended with code ${code}`);
    return {
      runner: 'faults',
      passed: named('passed').length,
      failed,
      skipped: named('skipped').map(({ name, reason }) => ({ name, reason })),
      durationMs: Date.now() - startedAt,
    };
  } finally {
    rmSync(reportFile, { force: true });
  }
}
