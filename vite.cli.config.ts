import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/**
 * `civet` for plain Node, in out/cli/. Everything but native code is bundled: reading hundreds of small
 * files takes longer than fetching a small model.
 */
export default defineConfig({
  publicDir: false,
  resolve: { alias: [{ find: /^undici$/, replacement: resolve('electron/adapters/lean-undici.ts') }] },
  ssr: { noExternal: true, external: ['libsql'], target: 'node' },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'out/cli',
    emptyOutDir: true,
    minify: true,
    rollupOptions: {
      input: { civet: 'electron/cli/main.ts', 'hash-worker': 'electron/hash-worker.ts' },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
