import { defineConfig } from 'vitest/config';
import { InOrderOfNames } from './test/in-order-of-names.ts';

/**
 * Three projects, from fast to slow: `unit` needs nothing, `database` a real PostgreSQL,
 * `journeys` the whole running platform and a real browser.
 */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    maxWorkers: 2,
    maxConcurrency: 2,
    sequence: { sequencer: InOrderOfNames },
    reporters: ['default', './test/law-reporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{src,tools,test,counterparts,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts', '**/*.journey.test.ts'],
          // Properties of hundreds of cases take their time beside other work.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['{src,tools,test,counterparts,bench}/**/*.db.test.ts'],
          globalSetup: ['test/database-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.journey.test.ts'],
          globalSetup: ['test/journeys/platform.ts'],
          // One platform for all: files run one after another, in the order of their names.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
