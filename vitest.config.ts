import os from 'node:os';
import { defineConfig } from 'vitest/config';

/** What is waited for may take this long on a busy machine; what is there at once costs no time. */
const expectPatiently = { poll: { timeout: 60_000 } };

export default defineConfig({
  test: {
    // One for each processor: many of the tests wait for disks and loopback. Vitest would leave one idle.
    maxWorkers: os.availableParallelism(),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx,mjs}'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: expectPatiently,
          typecheck: {
            enabled: true,
            include: ['test/types/**/*.test-d.ts'],
            tsconfig: './tsconfig.test.json',
          },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.{ts,mjs}'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: expectPatiently,
        },
      },
      {
        test: {
          name: 'crash',
          include: ['test/crash/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: expectPatiently,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.e2e.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: expectPatiently,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'packaged',
          include: ['test/packaged/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: expectPatiently,
          fileParallelism: false,
        },
      },
    ],
  },
});
