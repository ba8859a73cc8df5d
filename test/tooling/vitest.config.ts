import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { hasBrowser } from './surroundings.mjs';

const SECOND = 1000;
/** Only these load threads, child processes or pages from dist/. */
const NEEDS_BUILD = { globalSetup: ['test/tooling/build-once.ts'] };

/**
 * Real browsers, processes and servers: of some thousand of their waits one now and then is longer on a busy machine than
 * anybody reckoned with. In CI such a test is run once more, and the run names each that needed it; at a desk it fails.
 */
const WITH_REAL_PARTS = { ...NEEDS_BUILD, retry: process.env.CI === undefined ? 0 : 1 };

interface Suite {
  readonly testTimeout: number;
  readonly globalSetup?: string[];
  readonly retry?: number;
  readonly isolate?: boolean;
}

const suites: Record<string, Suite> = {
  // Many files read all packs, which takes seconds; those of the dashboard open records in memory.
  unit: { testTimeout: 30 * SECOND, ...NEEDS_BUILD },
  architecture: { testTimeout: 60 * SECOND },
  conformance: { testTimeout: 60 * SECOND, ...NEEDS_BUILD },
  integration: { testTimeout: 120 * SECOND, ...WITH_REAL_PARTS },
  // Without a browser the runner says that this suite is left out, and how to run it. Its pages show what is in the records of a
  // process, the log among it: each file has its own.
  ...(hasBrowser() && { e2e: { testTimeout: 120 * SECOND, isolate: true, ...WITH_REAL_PARTS } }),
};

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  test: {
    pool: 'forks',
    // One more than the two cores this is run on: a file that waits for a stream, a lock or a page leaves its core idle (of
    // 98 s that jetstream.test.ts takes, 21 are computing), while an embedded database takes 300 MB and a core to start.
    maxWorkers: 3,
    // Loading the product's modules anew for each of 320 files takes a quarter of their time. No test replaces a module.
    isolate: false,
    passWithNoTests: true,
    setupFiles: ['test/tooling/no-leaks.ts'],
    projects: Object.entries(suites).map(([name, suite]) => ({
      extends: true,
      test: { name, include: [`test/${name}/**/*.test.{ts,tsx}`], hookTimeout: suite.testTimeout, ...suite },
    })),
  },
});
