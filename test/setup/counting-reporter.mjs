/** Hands the totals to the teardown, which says them last. A test file that could not even be run counts as one failure. */
export default class CountingReporter {
  onRunComplete(_contexts, results) {
    globalThis.usherTestRun.counts = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
  }
}
