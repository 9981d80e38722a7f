import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { inProject } from '../../tools/lib/project.mjs';

/**
 * Bundles the scripts of the engine's threads as the app does, so that a test can run them for real.
 *
 * @param folder below the project, so that native modules are found
 */
export async function bundleThreads(
  folder: string,
): Promise<{ readonly hashing: URL; readonly transfers: URL }> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    root: inProject(),
    ssr: { noExternal: true, external: ['libsql'], target: 'node' },
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
      minify: false,
      rollupOptions: {
        input: {
          'transfer-worker': inProject('electron', 'transfer-worker.ts'),
          'hash-worker': inProject('electron', 'hash-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  return {
    hashing: pathToFileURL(resolve(folder, 'hash-worker.js')),
    transfers: pathToFileURL(resolve(folder, 'transfer-worker.js')),
  };
}

/** A thread of a few lines, for what the real one does too seldom. */
export function threadOf(lines: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(lines)}`);
}
