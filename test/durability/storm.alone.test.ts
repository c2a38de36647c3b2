import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Outcome } from './storm/storm.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Ninety seconds of it, in a process of its own as in a shell; a slow machine needs longer until all is calm. */
describe('a storm of ninety seconds', () => {
  it('loses nothing and does nothing twice', async () => {
    const seed = String(Date.now() % 1_000_000);
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'test/durability/storm/main.ts', '--minutes', '1.5', '--seed', seed, '--json'],
      { cwd: root },
    );
    const code = new Promise<number | null>((resolve) => child.on('close', resolve));
    const [printed, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (printed === '') throw new Error(said);
    const outcome = JSON.parse(printed) as Outcome;
    process.stderr.write(`storm: ${printed}`);
    expect({ seed, violations: outcome.violations }).toEqual({ seed, violations: [] });
    expect(await code).toBe(0);
    expect(outcome.kills.worker + outcome.kills.ingest).toBeGreaterThanOrEqual(60);
    expect(outcome.visits).toBeGreaterThanOrEqual(300);
    expect(outcome.doubles).toBeLessThanOrEqual(outcome.counted);
  }, 1_200_000);
});
