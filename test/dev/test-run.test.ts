import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { identify } from '../../dev/process/identity.ts';

const root = join(import.meta.dirname, '../..');

/** A whole run of `npm test` with this one test file. */
async function testRun(fixture: string): Promise<{ code: unknown; lines: string[]; errors: string }> {
  const command = ['dev/bootstrap.mjs', 'test', '--config', 'test/dev/fixtures.config.ts', fixture];
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors, ending] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  const code: unknown = ending[0];
  return { code, errors, lines: output.trimEnd().split('\n') };
}

it('fails for a leaked process, which it names and ends, and closes with the totals alone on a line', async () => {
  const { code, lines, errors } = await testRun('untidy-run');
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe('1 passed, 2 failed, 1 skipped');
  const [, pid] = /^Leaked by the tests and ended now: (\d+) sleep 600$/m.exec(errors) ?? [];
  expect(identify(Number(pid))).toBeNull();
});

it('counts a test file that cannot be run as failed', async () => {
  const { code, lines } = await testRun('impossible-run');
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe('0 passed, 1 failed, 0 skipped');
});
