import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { isAlive } from '../../dev/process/identity.ts';
import { startStack } from '../../dev/stack.ts';
import { searchAttributes } from '../../domain/enrolment/identity.ts';
import { removeTemporaryFolders, temporaryFolder } from './places.ts';
import { serversOf, untilGone } from './processes.ts';

const program = join(import.meta.dirname, 'hold-stack.fixture.ts');

/** Another process with a stack on the folder; it is back when the stack runs. */
async function holder(folder: string, ending = 'stay'): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, folder, ending], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  return child;
}

afterAll(removeTemporaryFolders);

describe('the servers of a process that is killed outright', () => {
  it('are ended by the next start on the folder, which then goes on as if nothing had happened', async () => {
    const folder = await temporaryFolder();
    const child = await holder(folder);
    const orphans = serversOf(folder);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(orphans.map(isAlive)).toEqual([true, true]);

    const said: string[] = [];
    const stack = await startStack({ folder, searchAttributes, onProgress: ({ words }) => said.push(words) });
    expect(orphans.map(isAlive)).toEqual([false, false]);
    expect(said).toContainEqual(expect.stringMatching(/^ended what a killed process had left running: /));
    await stack.stop();
  });
});

describe('the servers end with the process', () => {
  it.concurrent.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'that dies by %s, which it still does',
    async (signal) => {
      const folder = await temporaryFolder();
      const child = await holder(folder);
      const servers = serversOf(folder);
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([null, signal]);
      expect(servers.map(isAlive)).toEqual([false, false]);
    },
  );

  it.concurrent.each([
    ['return', 0],
    ['throw', 1],
  ])('that ends by %s without stopping them', async (ending, code) => {
    const folder = await temporaryFolder();
    const child = await holder(folder, ending);
    const servers = serversOf(folder);
    expect(servers).toHaveLength(2);
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(code);
    await untilGone(servers);
  });
});
