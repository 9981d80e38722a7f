// @ts-check
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { outcomeOfVitest } from './outcome.mjs';
import { run } from './processes.mjs';
import { inProject, packageScript, projectRoot, readJsonOrNull } from './project.mjs';
import { formatDuration } from './say.mjs';
import { REPORT_VARIABLE } from './vitest-report.mjs';

/** Longer than any honest run: a stage that takes this long hangs. */
export const STAGE_LIMIT_MS = 20 * 60_000;

/**
 * Runs one of the projects of vitest.config.ts and counts its tests from its report.
 * @param {string} project
 * @param {{ output: 'capture' | 'stderr', extraArgs?: readonly string[] }} options
 * @returns {Promise<{ outcome: import('./outcome.mjs').Outcome, text: string }>}
 */
export async function runVitest(project, { output, extraArgs = [] }) {
  const reportFile = path.join(os.tmpdir(), `civet-${project}-${randomUUID()}.json`);
  const startedAt = Date.now();
  const reporters = ['--reporter=default', `--reporter=${inProject('tools', 'lib', 'vitest-report.mjs')}`];
  const args = [packageScript('vitest'), 'run', '--project', project, ...reporters, ...extraArgs];
  try {
    const { code, hasTimedOut, text } = await run(process.execPath, args, {
      cwd: projectRoot,
      env: { [REPORT_VARIABLE]: reportFile },
      output,
      timeoutMs: STAGE_LIMIT_MS,
    });
    const outcome = outcomeOfVitest({
      runner: project,
      report: readJsonOrNull(reportFile),
      exitCode: code,
      timedOutAfter: hasTimedOut ? formatDuration(STAGE_LIMIT_MS) : null,
      durationMs: Date.now() - startedAt,
    });
    return { outcome, text };
  } finally {
    rmSync(reportFile, { force: true });
  }
}
