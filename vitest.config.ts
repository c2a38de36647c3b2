import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Real servers, on a machine that may be slow or loaded: it only bounds what hangs. */
const patience = 120_000;

const shared = {
  globals: true,
  pool: 'forks',
  // Files of one worker share the modules they load: loading Temporal's and MongoDB's anew for each took most of the time.
  isolate: false,
  testTimeout: patience,
  hookTimeout: patience,
} as const;

const alone = 'test/**/*.alone.test.ts';
const patient = 'test/**/*.patient.test.ts';

/**
 * Two kinds of files come when all others are over. Those that wait most of their time for what a killed process has left
 * behind to run out are called `*.patient.test.ts` and wait together; those that start many processes or load the servers for
 * a minute are called `*.alone.test.ts` and run one after another, with nothing beside them.
 */
export default defineConfig({
  test: {
    globalSetup: './test/setup/global-setup.ts',
    reporters: ['default', './test/setup/counting-reporter.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [alone, patient],
          // The shared servers need the other half of the machine; and every file waits for them now and then.
          maxWorkers: Math.floor(availableParallelism() / 2) + 2,
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...shared, name: 'patient', include: [patient], maxWorkers: 3, sequence: { groupOrder: 1 } } },
      { test: { ...shared, name: 'alone', include: [alone], maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
  },
});
