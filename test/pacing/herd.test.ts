import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Mark } from '../../bench/marks.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The benchmark with fewer users, in a process of its own as in a shell: its servers and workers are nobody else's. */
describe('a herd of 300 whose mails are due at one instant, at a provider that takes 15 a second', () => {
  it('leaves at that pace and within that time, and does not starve the 30 of another journey', async () => {
    const size = ['--herd', '300', '--others', '30', '--rate', '15', '--spread', '5', '--workers', '2'];
    const child = spawn(process.execPath, ['--import', 'tsx', 'bench/herd.ts', ...size, '--json'], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: undefined },
    });
    const [printed, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (printed === '') throw new Error(said);
    process.stderr.write(`herd: ${printed}`);
    const { marks } = JSON.parse(printed) as { readonly marks: readonly Mark[] };
    expect(marks.length).toBeGreaterThan(0);
    expect(marks.filter(({ ok }) => !ok)).toEqual([]);
  }, 300_000);
});
