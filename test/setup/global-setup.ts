import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createControl } from './control.ts';
import { counts } from './counts.ts';
import { endLeaks } from './leaks.ts';

/**
 * Starts nothing but a door: the first test file that asks for servers has them started, all others share them. So unit tests
 * alone begin at once. Everything the run starts carries the run's id in its environment, by which leaks are found.
 * @returns what stops the shared servers at the end, fails the run for every process that is left, and says the closing line
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const run = randomUUID();
  process.env.STACK_TEST_RUN = run;
  const control = createControl();
  const door = createServer((request, response) => {
    control.ask((request.url ?? '').slice(1)).then(
      (answer) => response.end(JSON.stringify(answer)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  door.unref();
  process.env.STACK_TEST_CONTROL = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  return async () => {
    await control.stop();
    door.closeAllConnections();
    door.close();
    const leaks = await endLeaks(run);
    for (const { pid, command } of leaks)
      process.stderr.write(`Leaked by the tests and ended now: ${pid} ${command}\n`);
    if (leaks.length > 0) process.exitCode = 1;
    const { passed, failed, skipped } = counts;
    process.stdout.write(`${passed} passed, ${failed + leaks.length} failed, ${skipped} skipped\n`);
  };
}
