import { existsSync } from 'node:fs';
import { defineConfig } from 'vite';

/**
 * `civet` for plain Node, in out/cli/. Everything but native code is bundled, because starting it should
 * take no longer than the work: reading hundreds of small files takes longer than a small download.
 */
const WORKERS = ['transfer-worker', 'hash-worker'].filter((name) => existsSync(`electron/${name}.ts`));

export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, external: ['libsql'], target: 'node' },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'out/cli',
    emptyOutDir: true,
    minify: true,
    rollupOptions: {
      input: {
        civet: 'electron/cli/main.ts',
        ...Object.fromEntries(WORKERS.map((name) => [name, `electron/${name}.ts`])),
      },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
