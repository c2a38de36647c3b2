import { endLeaks } from './leaks.mjs';

/** Stops the shared servers, fails the run for every process that is left, and says the closing line that CI reads. */
export default async function globalTeardown() {
  const { run, control, door, counts } = globalThis.usherTestRun;
  await control.stop();
  door.closeAllConnections();
  door.close();
  const leaks = await endLeaks(run);
  for (const { pid, command } of leaks) process.stderr.write(`Leaked by the tests and ended now: ${pid} ${command}\n`);
  if (leaks.length > 0) process.exitCode = 1;
  if (counts === undefined) return;
  const { passed, failed, skipped } = counts;
  process.stdout.write(`${passed} passed, ${failed + leaks.length} failed, ${skipped} skipped\n`);
}
