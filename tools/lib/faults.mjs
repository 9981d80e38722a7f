// @ts-check
import { rmSync } from 'node:fs';
import path from 'node:path';
import { run } from './processes.mjs';
import { inProject, projectRoot } from './project.mjs';
import { STAGE_LIMIT_MS } from './vitest-stage.mjs';

/** @typedef {{ cases: number, passed: number, failed: number, skipped: { case: number, reason: string }[], failedCases?: number[] }} FaultsSummary */

/**
 * Bundles test/faults for plain Node, so that it can start processes of its own, and runs it.
 * @param {readonly string[]} args
 * @param {{ output: 'inherit' | 'capture' }} options
 * @returns {Promise<{ code: number, text: string }>}
 */
export async function runFaults(args, { output }) {
  const { build } = await import('vite');
  // Below the project, so that the packages are found; of this process alone, so that two runs do not meet.
  const folder = inProject('out', `faults-${process.pid}`);
  try {
    await build({
      configFile: false,
      root: projectRoot,
      logLevel: 'error',
      build: {
        ssr: inProject('test', 'faults', 'main.ts'),
        outDir: folder,
        emptyOutDir: true,
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
    rmSync(folder, { recursive: true, force: true });
  }
}
