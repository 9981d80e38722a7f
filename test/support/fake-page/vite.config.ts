import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fakeMain } from './pictures';

/** The whole page in a plain browser: `npx vite --config test/support/fake-page/vite.config.ts`. */
export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  plugins: [fakeMain(), react()],
  server: { port: 5199, strictPort: false },
  cacheDir: 'node_modules/.vite-fake-page',
  optimizeDeps: { entries: ['renderer/main.tsx', 'test/support/fake-page/main.ts'] },
});
