import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { usher } from '../support/command.ts';

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

const run = (...args: readonly string[]) => usher(['test', ...args], {});

describe('usher test', () => {
  it('passes on the example workspace, whose scenarios meet every step and every branch', async () => {
    const { code, stdout, stderr } = await run(example);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^✔ onboarding: ada does all that is asked, and converts on the fifth day\n/);
    expect(stdout).not.toContain('✘');
    expect(stdout).toContain('onboarding: 21 of 21 steps, 6 of 6 branch cases\n');
    expect(stdout).toContain('win-back: 7 of 7 steps, 2 of 2 branch cases\n');
    expect(stdout).toMatch(/\n13 of 13 scenarios passed\n$/);
  });

  it('ends with 3 where a journey does something else, and says what', async () => {
    const workspace = await changed('other', 'win-back/journey.yaml', ['delay: 36h', 'delay: 35h']);
    const report = join(folder, 'junit.xml');
    const { code, stdout } = await run(workspace, '--junit', report);
    expect(code).toBe(3);
    expect(stdout).toContain(
      [
        '✘ win-back: who says why is offered less, and comes back',
        '    nudges',
        '                  sorry at 0s in en',
        '      - expected  solo-offer at 1d 17h',
        '      + found     solo-offer at 1d 16h in en',
      ].join('\n'),
    );
    expect(stdout).toMatch(/\n11 of 13 scenarios passed\n$/);
    const junit = await readFile(report, 'utf8');
    expect(junit).toContain('<testsuite name="usher test" tests="13" failures="2">');
    expect(junit).toContain('<testcase classname="win-back" name="whoever resumes is left alone"/>');
    expect(junit).toContain('<failure message="nudges">');
  });

  it('prints the results as data', async () => {
    const { code, stdout } = await run(example, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, coverage: [{ journey: 'onboarding' }, { journey: 'win-back' }] });
  }); // prettier-ignore

  it('ends with 2 where a scenario is wrong, with its place', async () => {
    const workspace = await changed('wrong', 'win-back/scenarios.yaml', ['send: sorry', 'send: sory']);
    const { code, stdout, stderr } = await run(workspace);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^win-back\/scenarios\.yaml:9:\d+ NAME_UNKNOWN found "sory", .*did you mean "sorry"\?/);
  });

  it('ends with 2 where the workspace is wrong', async () => {
    const workspace = await changed('broken', 'segments.yaml', ['traits.plan', 'traits.plann']);
    const { code, stderr } = await run(workspace);
    expect(code).toBe(2);
    expect(stderr).toContain('FACT_UNKNOWN');
  });
});
