import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startUsher, type Running } from '../../support/command.ts';
import { freshName } from '../../support/stack.ts';
import { writeWorkspace } from '../../support/workspace-folder.ts';
import { mjml } from '../../workspaces/good.ts';

const file = 'onboarding/scenarios.yaml';
let folder: string;
let running: Running | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usher-watch-'));
});
afterEach(() => running?.kill());
afterAll(() => rm(folder, { recursive: true, force: true }));

/** One scenario, of this name, in which somebody is welcomed. */
function welcomed(name: string, at = '0s'): string {
  return `- scenario: ${name}
  traits: { email: bo@acme.test }
  at: 2026-03-02T09:00
  until: 1h
  events: [{ at: 0s, event: Signed Up }]
  expect: { nudges: [{ send: welcome, at: ${at} }] }
`;
}

interface Watching extends Running {
  readonly workspace: string;
  readonly save: (text: string, path?: string) => void;
}

async function watching(...args: readonly string[]): Promise<Watching> {
  const workspace = await writeWorkspace(join(folder, freshName('workspace')), { [file]: welcomed('first') });
  const started = startUsher(['test', workspace, '--watch', ...args], {});
  running = started;
  await started.says('Ctrl-C stops');
  return { ...started, workspace, save: (text, path = file) => writeFileSync(join(workspace, path), text) };
}

const separator = /^── \d\d:\d\d:\d\d ─+$/gm;

describe('usher test --watch', () => {
  it('plays the scenarios at once, and again after a save, with the time between', async () => {
    const { save, says, interrupt, ended } = await watching();
    save(welcomed('second'));
    await says('✔ onboarding: second');
    await says('1 of 1 scenarios passed', 2);
    interrupt();
    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^Watching .*; Ctrl-C stops\n$/) as string }); // prettier-ignore
    expect(stdout.match(separator)).toHaveLength(1);
    expect(stdout.indexOf('✔ onboarding: first')).toBeLessThan(stdout.search(separator));
  });

  it('plays them once for a burst of saves, and sees those of every file', async () => {
    const { save, says, interrupt, ended } = await watching();
    for (let index = 0; index < 20; index++) save(welcomed(`burst ${index}`));
    await says('✔ onboarding: burst 19');
    save(mjml('Oi'), 'templates/welcome/pt.mjml');
    await says('scenarios passed', 3);
    interrupt();
    const { code, stdout } = await ended;
    expect({ code, times: stdout.match(separator)?.length }).toEqual({ code: 0, times: 2 });
  });

  it('ends with what came of the last time: a scenario that failed, or a file that is wrong', async () => {
    const { save, says, interrupt, ended } = await watching();
    save(welcomed('late', '1h'));
    await says('✘ onboarding: late');
    interrupt();
    expect((await ended).code).toBe(3);
  });

  it('shows what is wrong with broken YAML, and goes on', async () => {
    const { save, says, interrupt, ended } = await watching();
    save('steps: [', 'onboarding/journey.yaml');
    await says('onboarding/journey.yaml:1:');
    save('- scenario: [', file);
    await says('1 problem', 2);
    interrupt();
    const { code, stdout, stderr } = await ended;
    expect({ code, times: stdout.match(separator)?.length }).toEqual({ code: 2, times: 2 });
    expect(stderr).toContain('YAML');
  });

  it('goes on where the folder goes away, and sees what is saved in the one that comes', async () => {
    const { workspace, save, says, interrupt, ended } = await watching();
    renameSync(workspace, `${workspace}-away`);
    await says('is not there');
    renameSync(`${workspace}-away`, workspace);
    await says('1 of 1 scenarios passed', 2);
    save(welcomed('afterwards'));
    await says('✔ onboarding: afterwards');
    rmSync(workspace, { recursive: true });
    await says('is not there', 2);
    await writeWorkspace(workspace, { [file]: welcomed('anew') });
    await says('✔ onboarding: anew');
    interrupt();
    expect((await ended).code).toBe(0);
  });

  it('prints one line of JSON for each time, and nothing else, for scripts', async () => {
    const { save, says, interrupt, ended } = await watching('--json');
    save(welcomed('second'));
    await says('"scenario":"second"');
    interrupt();
    const { stdout } = await ended;
    const lines = stdout.trim().split('\n').map((line) => JSON.parse(line) as unknown); // prettier-ignore
    expect(lines).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('of a folder that is not there ends at once', async () => {
    const { code, stderr } = await startUsher(['test', join(folder, 'nowhere'), '--watch'], {}).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/^FILE_UNREADABLE .*nowhere is not there/);
  });
});
