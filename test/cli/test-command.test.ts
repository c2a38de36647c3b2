import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { usher } from '../support/command.ts';
import { writeWorkspace } from '../support/workspace-folder.ts';

const example = fileURLToPath(new URL('../../journeys', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usher-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A copy of the example workspace in which one text of a file is another. */
async function changed(name: string, file: string, [from, to]: readonly [string, string]): Promise<string> {
  const copy = join(folder, name);
  await cp(example, copy, { recursive: true });
  const text = await readFile(join(copy, file), 'utf8');
  expect(text).toContain(from);
  await writeFile(join(copy, file), text.replace(from, to));
  return copy;
}

/** Somebody who never comes in. */
const outside = `- scenario: enterprises stay outside
  traits: { plan: enterprise }
  at: 2026-03-02
  events: [{ at: 0s, event: Signed Up }]
  expect: { outcome: not-entered }
`;

const run = (...args: readonly string[]) => usher(['test', ...args], {});

describe('usher test', () => {
  it('passes on the example workspace, whose scenarios meet every step', async () => {
    const { code, stdout, stderr } = await run(example);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^✔ onboarding: ada /);
    expect(stdout).not.toContain('✘');
    expect(stdout).toMatch(/^onboarding: (\d+) of \1 steps, \d+ of \d+ ways, \d+ %$/m);
    expect(stdout).toMatch(/^win-back: (\d+) of \1 steps, /m);
    expect(stdout).toMatch(/\n(\d+) of \1 scenarios passed\n$/);
  });

  it('ends with 3 where a journey does something else, and says what', async () => {
    const workspace = await changed('other', 'win-back/journey.yaml', ['delay: 40h', 'delay: 50h']);
    const report = join(folder, 'junit.xml');
    const { code, stdout } = await run(workspace, '--junit', report);
    expect(code).toBe(3);
    expect(stdout).toContain(
      [
        '✘ win-back: who says why is offered less, and comes back',
        '    nudges',
        '                  sorry at 1d in en',
        '      - expected  solo-offer at 2d 23h',
        '      + found     solo-offer at 3d 9h in en',
      ].join('\n'),
    );
    const [, passed, all] = /\n(\d+) of (\d+) scenarios passed\n$/.exec(stdout) ?? [];
    expect(Number(all) - Number(passed)).toBe(2);
    const junit = await readFile(report, 'utf8');
    expect(junit).toContain(`<testsuite name="usher test" tests="${all}" failures="2">`);
    expect(junit).toContain('<testcase classname="win-back" name="whoever resumes is left alone"/>');
    expect(junit).toContain('<failure message="nudges">');
  });

  it('prints the results as data', async () => {
    const { code, stdout } = await run(example, '--json');
    expect(code).toBe(0);
    const { coverage } = JSON.parse(stdout) as { coverage: readonly object[] };
    expect(coverage).toContainEqual({
      journey: 'onboarding',
      percent: expect.any(Number) as number,
      steps: { all: expect.any(Number) as number, missed: [] },
      ways: { all: expect.any(Number) as number, missed: expect.any(Array) as unknown },
    });
  }); // prettier-ignore

  it('names what no scenario meets, and ends with 1 where that is more than is allowed', async () => {
    const workspace = await writeWorkspace(join(folder, 'covered'), { 'onboarding/scenarios.yaml': outside });
    const [told, enough, less] = await Promise.all([
      run(workspace),
      run(workspace, '--min-coverage', '0'),
      run(workspace, '--min-coverage', '1'),
    ]);
    expect({ told: told.code, enough: enough.code, less: less.code }).toEqual({ told: 0, enough: 0, less: 1 });
    for (const name of [
      'onboarding/welcome',
      'onboarding/wait-profile · timeout',
      'onboarding · leave after 60 days',
    ]) {
      expect(told.stdout).toContain(`  never met: ${name}\n`);
    }
    expect(less.stderr).toBe('the scenarios of onboarding meet 0 % of it, expected at least 1 %\n');
  });

  it('says so where there is nothing to play', async () => {
    const { code, stdout, stderr } = await run(await writeWorkspace(join(folder, 'untested')));
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^there are no scenarios: .*\n$/) as string }); // prettier-ignore
    expect(stdout).toContain('0 of 0 scenarios passed\n');
  });

  it('refuses a report that cannot be written, before it plays anything', async () => {
    const report = join(folder, 'nowhere', 'junit.xml');
    const { code, stdout, stderr } = await run(example, '--junit', report);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      `FILE_UNWRITABLE ${report} (ENOENT), which --junit names; expected a file in a folder that is there\n`,
    );
  });

  it.each(['101', 'all', '-1', ''])('refuses %j as a coverage', async (percent) => {
    const { code, stderr } = await run(example, '--min-coverage', percent);
    expect(code).toBe(2);
    expect(stderr).toContain('expected a whole number from 0 to 100');
  });

  it('ends with 2 where a scenario is wrong, with its place; validating says the same', async () => {
    const workspace = await changed('wrong', 'win-back/scenarios.yaml', ['send: sorry', 'send: sory']);
    const [{ code, stdout, stderr }, validated, data] = await Promise.all([
      run(workspace),
      usher(['validate', workspace], {}),
      usher(['validate', '--json', workspace], {}),
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(validated).toEqual({ code, stdout, stderr });
    expect(JSON.parse(data.stdout)).toMatchObject({
      ok: false,
      problems: [{ file: 'win-back/scenarios.yaml', line: 9 }],
    });
    expect(stderr).toMatch(/^win-back\/scenarios\.yaml:9:\d+ NAME_UNKNOWN found "sory", .*did you mean "sorry"\?/);
  });

  it('ends with 2 where the workspace is wrong', async () => {
    const workspace = await changed('broken', 'segments.yaml', ['traits.plan', 'traits.plann']);
    const { code, stderr } = await run(workspace);
    expect(code).toBe(2);
    expect(stderr).toContain('FACT_UNKNOWN');
  });
});
