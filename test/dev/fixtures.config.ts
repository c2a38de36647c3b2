import { defineConfig } from 'vitest/config';

/** Runs the test files that are fixtures of the test of the test run, in the surroundings of any other. */
export default defineConfig({
  test: {
    globals: true,
    include: ['test/dev/*-run.fixture.ts'],
    globalSetup: './test/setup/global-setup.ts',
    reporters: ['default', './test/setup/counting-reporter.ts'],
  },
});
