import type { Reporter, TestModule } from 'vitest/node';
import { counts } from './counts.ts';

/** Counts what came of all tests. A test file that could not even be run, and an error that no test has met, is a failure. */
export default class CountingReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    counts.failed += unhandled.length;
    for (const { children, errors } of modules.map((each) => ({ children: each.children, errors: each.errors() }))) {
      counts.failed += errors.length;
      for (const test of children.allTests()) {
        const { state } = test.result();
        if (state !== 'pending') counts[state] += 1;
      }
    }
  }
}
