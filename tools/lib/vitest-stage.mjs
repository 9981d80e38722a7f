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
 * @param {object} options
 * @param {'capture' | 'stderr'} options.output
 * @param {string} [options.shard] for example `1/2`, the first half of the files
 * @param {NodeJS.ProcessEnv} [options.env] added to this process's own
 * @param {readonly string[]} [options.extraArgs]
 * @returns {Promise<{ outcome: import('./outcome.mjs').Outcome, text: string }>}
 */
export async function runVitest(project, { output, shard, env = {}, extraArgs = [] }) {
  const reportFile = path.join(os.tmpdir(), `civet-${project}-${randomUUID()}.json`);
  const startedAt = Date.now();
  const reporters = ['--reporter=default', `--reporter=${inProject('tools', 'lib', 'vitest-report.mjs')}`];
  const args = [packageScript('vitest'), 'run', '--project', project, ...reporters, ...extraArgs];
  if (shard !== undefined) args.push(`--shard=${shard}`);
  try {
    const { code, hasTimedOut, text } = await run(process.execPath, args, {
      cwd: projectRoot,
      env: { ...env, [REPORT_VARIABLE]: reportFile },
      output,
      timeoutMs: STAGE_LIMIT_MS,
    });
    const outcome = outcomeOfVitest({
      runner: shard === undefined ? project : `${project} ${shard}`,
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
