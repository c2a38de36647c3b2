import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { choosePort } from '../../dev/server/port.ts';
import { environmentOf } from '../support/command.ts';
import { freshName, sharedStack } from '../support/stack.ts';

const program = fileURLToPath(new URL('../../worker/index.ts', import.meta.url));

it('a worker process serves the metrics of Temporal’s SDK at an address of their own', async () => {
  const port = await choosePort({ about: 'temporal', name: 'metrics', preferred: 0, report: () => {} });
  const address = `127.0.0.1:${port}`;
  const variables = {
    ...environmentOf(await sharedStack(), freshName('queue')),
    USHER_TEMPORAL_METRICS_ADDRESS: address,
  };
  const env = { ...process.env, USHER_LOG_LEVEL: 'silent', ...variables };
  const worker = fork(program, { env, execArgv: ['--import', 'tsx'] });
  try {
    const [said] = (await Promise.race([once(worker, 'message'), once(worker, 'exit')])) as [unknown];
    expect(said).toBe('ready');
    const page = await (await fetch(`http://${address}/metrics`)).text();
    expect(page).toMatch(/^temporal_.*\d$/m);
  } finally {
    const ended = once(worker, 'exit');
    if (worker.kill('SIGTERM')) expect(await ended).toEqual([0, null]);
  }
});
