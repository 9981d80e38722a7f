import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** What is bundled takes its licence along. */
const LICENCES = { fileName: 'licences.md' };

/** Everything but native code is bundled (what `dependencies` names is not): hundreds of small files make a slow start. */
export default defineConfig({
  main: {
    resolve: { alias: [{ find: /^undici$/, replacement: resolve('electron/adapters/lean-undici.ts') }] },
    build: {
      outDir: 'out/main',
      license: LICENCES,
      rollupOptions: {
        input: {
          index: 'electron/start.ts',
          main: 'electron/main.ts',
          'transfer-worker': 'electron/transfer-worker.ts',
          'hash-worker': 'electron/hash-worker.ts',
          'library-worker': 'electron/library-worker.ts',
          'library-watch-worker': 'electron/library-watch-worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { preload: 'electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      license: LICENCES,
      rollupOptions: { input: 'renderer/index.html' },
      modulePreload: false,
      // One file in one order: what a screen of a part of its own looks like never depends on what was shown before.
      cssCodeSplit: false,
      minify: true,
      assetsInlineLimit: 0,
    },
  },
});
