// @ts-check
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { inProject } from './lib/project.mjs';

/**
 * Bundles programs of the crash tests for plain Node, without the app: each run has a folder of its own, so
 * that two of them never meet. Packages stay outside and are found in `node_modules`.
 * @param {Readonly<Record<string, string>>} entries source file by name
 * @returns {Promise<{ fileOf: (name: string) => string, remove: () => void }>}
 */
export async function bundleForNode(entries) {
  const cache = inProject('node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'civet-crash-'));
  await build({
    configFile: false,
    root: inProject(),
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rollupOptions: {
        input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, inProject(file)])),
        output: { format: 'es', entryFileNames: '[name].mjs' },
      },
    },
  });
  return {
    fileOf: (name) => path.join(folder, `${name}.mjs`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
