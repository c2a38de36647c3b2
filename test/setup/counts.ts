/** How many tests came out how; the reporter counts, the end of the run says it. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const shared = globalThis as { usherTestCounts?: Counts };

/** Of this run. The reporter and the set-up are loaded apart from each other, so it is the process that keeps it. */
export const counts: Counts = (shared.usherTestCounts ??= { passed: 0, failed: 0, skipped: 0 });
