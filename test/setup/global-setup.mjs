import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { createControl } from './control.mjs';

/**
 * Starts nothing but a door: the first test file that asks for servers has them started, all others share them. So unit tests
 * alone begin at once. Everything the run starts carries the run's id in its environment, by which leaks are found.
 */
export default async function globalSetup() {
  const run = randomUUID();
  process.env.STACK_TEST_RUN = run;
  const control = createControl();
  const door = createServer((request, response) => {
    control.ask(request.url.slice(1)).then(
      (answer) => response.end(JSON.stringify(answer)),
      (error) => response.writeHead(500).end(String(error.message)),
    );
  });
  await new Promise((resolve) => door.listen(0, '127.0.0.1', resolve));
  door.unref();
  process.env.STACK_TEST_CONTROL = `http://127.0.0.1:${door.address().port}`;
  globalThis.usherTestRun = { run, control, door };
}
