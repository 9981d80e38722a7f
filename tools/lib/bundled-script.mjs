// @ts-check
import { rmSync } from 'node:fs';
import path from 'node:path';
import { onInterrupt } from './interrupt.mjs';
import { run } from './processes.mjs';
import { inProject, projectRoot } from './project.mjs';
import { STAGE_LIMIT_MS } from './vitest-stage.mjs';

/**
 * Bundles a script of test/ for plain Node, so that it can start processes of its own, and runs it.
 * @param {readonly [name: string, ...entry: string[]]} script a name for its folder, and its path below test/
 * @param {readonly string[]} args
 * @param {{ output: 'inherit' | 'stderr' }} options
 */
export async function runBundled([name, ...entry], args, { output }) {
  const { build } = await import('vite');
  // Below the project, so that packages are found; of this process alone, so that two runs do not meet.
  const folder = inProject('out', `${name}-${process.pid}`);
  const clear = () => rmSync(folder, { recursive: true, force: true });
  const forget = onInterrupt(clear);
  try {
    await build({
      configFile: false,
      root: projectRoot,
      logLevel: 'error',
      build: {
        ssr: inProject('test', ...entry),
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
