import { compileWorkspace } from '../../../authoring/compile-workspace.ts';
import { formatProblems } from '../../../authoring/problem/format.ts';
import { compileScenarios } from '../../../authoring/scenario/compile-scenarios.ts';
import { runScenario } from '../../../domain/scenario/run.ts';
import { workspaceWith } from '../../workspaces/good.ts';

const steps = `
  - send: welcome
  - wait: { nudge: welcome, for: clicked, at_most: 2d }
    timeout: [{ send: reminder }]
  - wait: { nudge: welcome, for: opened, at_most: 2d }
    timeout: [{ exit: unread }]
`;

function journeyOf(ways: string): string {
  return `journey: onboarding\nvars: { docs: https://docs.acme.test }\n${ways}\nsteps:${steps}`;
}

/** What is wrong with a scenario of these events and expectations, or how it differs. */
async function played(events: string, expect: string, ways = 'enrol: [{ on: Signed Up }]'): Promise<readonly string[]> {
  const text = `- scenario: one\n  traits: { email: a@acme.test }\n  at: 2026-03-02T09:00\n  events:\n    - { at: 0s, event: Signed Up, properties: { projectId: p-1, number: 7 } }\n    - ${events}\n  expect: ${expect}\n`;
  const profile =
    'traits:\n  email: { type: string }\n  plan: { type: string }\n  firstName: { type: string }\n  signedUpAt: { type: date }\n';
  const files = workspaceWith({ 'onboarding/journey.yaml': journeyOf(ways), 'onboarding/scenarios.yaml': text, 'profile.yaml': profile, 'policy.yaml': 'tracking: { opens: true, clicks: true }' }); // prettier-ignore
  const compiled = await compileWorkspace(files);
  if (!compiled.ok) throw new Error(formatProblems(compiled.problems));
  const read = compileScenarios(files, compiled.release);
  if (!read.ok) return read.problems.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);
  return read.scenarios
    .flatMap((scenario) => runScenario(compiled.release, scenario).differences)
    .map((difference) => JSON.stringify(difference));
}

const clicked = '{ nudges: [{ send: welcome, at: 0s }], reasons: { wait-welcome-clicked: welcome clicked after 1 h } }';
const ignored = '{ nudges: [{ send: welcome, at: 0s }, { send: reminder, at: 2d }], outcome: finished }';

describe('a click in a scenario', () => {
  it('ends the wait for it, and no other', async () => {
    expect(await played('{ at: 1h, clicked: welcome }', clicked)).toEqual([]);
    expect(await played('{ at: 1h, opened: welcome }', ignored)).toEqual([]);
  });

  it('is of the key that it is said to be of, where the journey has keys', async () => {
    const keyed = 'per: entry.properties.projectId\nenrol: [{ on: Signed Up }]';
    expect(await played('{ at: 1h, clicked: welcome, properties: { key: p-1 } }', clicked, keyed)).toEqual([]);
    expect(await played('{ at: 1h, clicked: welcome, properties: { key: p-2 } }', ignored, keyed)).toEqual([]);
  });

  it('is of the newest mail where nothing is said, with the key of its enrolment', async () => {
    const keyed = 'per: entry.properties.number\nenrol: [{ on: Signed Up }]';
    expect(await played('{ at: 1h, clicked: welcome }', clicked, keyed)).toEqual([]);
    expect(await played('{ at: 1h, clicked: welcome, properties: { visit: 2 } }', ignored, keyed)).toEqual([]);
  });

  it('is of a key that is text, though the entry has it as a number', async () => {
    const keyed = 'per: entry.properties.number\nenrol: [{ on: Signed Up }]';
    expect(await played("{ at: 1h, clicked: welcome, properties: { key: '7' } }", clicked, keyed)).toEqual([]);
  });

  it('may be of what opens the mail for its reader, which does not count as opened, nor what tries its links as clicked', async () => {
    expect(await played('{ at: 1h, clicked: welcome, properties: { proxy: true } }', ignored)).toEqual([]);
    const opened = '{ at: 3d, opened: welcome, properties: { proxy: true } }';
    expect(await played(opened, '{ reasons: { exit-unread: unread } }')).toEqual([]);
  });

  it('is refused where no step sends it, or beside an event', async () => {
    expect(await played('{ at: 1h, clicked: welcme }', '{}')).toEqual([
      '6:26 NAME_UNKNOWN found "welcme", expected the id of a step of onboarding that sends, did you mean "welcome"?',
    ]);
    expect(await played('{ at: 1h, clicked: welcome, event: Nudge Clicked }', '{}')).toEqual([
      '6:7 VALUE_INVALID found several things at once, expected one of event, clicked or opened',
    ]);
  });
});
