import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeLock, type Lock } from '../../dev/process/lock.ts';

/** All the others may come first. */
const patience = 1_500_000;
const lookEvery = 250;

/**
 * Of the test files that start many processes or load the servers for a minute, one runs at a time: called at the top of
 * such a file, this one waits for its turn. The turn of a process that was killed is taken over.
 */
export function takesTheMachine(): void {
  const file = join(tmpdir(), `usher-test-${process.env.STACK_TEST_RUN ?? 'none'}.lock`);
  let lock: Lock | null = null;
  beforeAll(async () => {
    while (lock === null) {
      const taken = takeLock(file);
      if ('lock' in taken) lock = taken.lock;
      // A file before this one in the same process that could not give its turn back is over.
      else if (taken.heldBy.pid === process.pid) return;
      else await new Promise((resolve) => setTimeout(resolve, lookEvery));
    }
  }, patience);
  afterAll(() => lock?.release());
}
