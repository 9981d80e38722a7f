// @ts-check
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onInterrupt } from './interrupt.mjs';
import { run } from './processes.mjs';
import { inProject, projectRoot, readJsonOrNull } from './project.mjs';
import { STAGE_LIMIT_MS } from './vitest-stage.mjs';

/**
 * What `--report` writes; see test/faults/report.ts.
 * @typedef {{ name: string, outcome: 'passed' | 'failed' | 'skipped', reason: string | null }} ReportedCase
 */

/**
 * Bundles test/faults for plain Node, so that it can start processes of its own, and runs it.
 * @param {readonly string[]} args
 * @param {{ output: 'inherit' | 'stderr' }} options
 */
export async function runFaults(args, { output }) {
  const { build } = await import('vite');
  // Below the project, so that packages are found; of this process alone, so that two runs do not meet.
  const folder = inProject('out', `faults-${process.pid}`);
  const clear = () => rmSync(folder, { recursive: true, force: true });
  const forget = onInterrupt(clear);
  try {
    await build({
      configFile: false,
      root: projectRoot,
      logLevel: 'error',
      build: {
        ssr: inProject('test', 'faults', 'main.ts'),
        outDir: folder,
        sourcemap: true,
        target: 'node20',
        rolldownOptions: { output: { entryFileNames: 'main.mjs' } },
      },
    });
    const script = path.join(folder, 'main.mjs');
    return await run(process.execPath, ['--enable-source-maps', script, ...args], {
      cwd: projectRoot,
      output,
      timeoutMs: STAGE_LIMIT_MS,
    });
  } finally {
    forget();
    clear();
  }
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
