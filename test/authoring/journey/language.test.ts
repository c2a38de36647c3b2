import { compileWorkspace } from '../../../authoring/compile-workspace.ts';
import { compileStep } from '../../../authoring/journey/steps/index.ts';
import { formatProblems } from '../../../authoring/problem/format.ts';
import type { Program, Step } from '../../../domain/journey/program.ts';
import type { ReleaseContent } from '../../../domain/release/release.ts';
import { day, hour } from '../../../domain/time/instant.ts';
import { journeyOf, workspaceWith } from '../../workspaces/good.ts';
import { wholeWorkspace } from '../../workspaces/whole-language.ts';

async function contentOf(files: Readonly<Record<string, string>>): Promise<ReleaseContent> {
  const compiled = await compileWorkspace(workspaceWith(files));
  if (!compiled.ok) throw new Error(formatProblems(compiled.problems));
  return compiled.release.content;
}

async function programOf(journey: string): Promise<Program> {
  const { journeys } = await contentOf({ 'onboarding/journey.yaml': journey, 'experiments.yaml': experiments });
  return journeys.onboarding!;
}

/** The first step of a journey of these steps. */
async function stepOf(steps: string): Promise<Step> {
  const { steps: compiled, start } = await programOf(journeyOf(`${steps}\n`));
  return compiled[start]!;
}

/** What a wait for one event tests: properties, and what they have to be. */
function testsOf(step: Step): readonly unknown[] {
  const [clause] = step.kind === 'wait' ? step.clauses : [];
  if (clause?.for.kind !== 'event') return [];
  return clause.for.where.map(({ path, operand }) => [
    path,
    operand.kind === 'ref' ? operand.path : operand.kind === 'value' ? operand.value : operand.values,
  ]);
}

const experiments = 'tour: { arms: { control: 50, video: 50 } }\n';

const send = { kind: 'send', id: 'welcome', when: null, templates: ['welcome'], hold: null };
const wait = { kind: 'wait', when: null, mode: 'for', atMost: 2 * day, since: 'step', as: null };
const delay = { kind: 'delay', when: null };
const profile = { kind: 'completed', milestone: 'profile', event: 'Profile Completed', is: true };

const steps: readonly (readonly [string, string, object])[] = [
  ['a template', '- send: welcome', send],
  [
    'the first of several templates',
    '- send: { first_of: [welcome, reminder] }\n  id: greet',
    { ...send, id: 'greet', templates: ['welcome', 'reminder'] },
  ],
  [
    'how long it may be held back',
    '- send: welcome\n  hold: { at_most: 2d, else: skip }',
    { ...send, hold: { atMost: 2 * day, else: 'skip' } },
  ],
  [
    'a condition without which it is passed over',
    '- send: welcome\n  when: { completed: { $ne: profile } }',
    { ...send, when: { ...profile, is: false } },
  ],
  [
    'a wait for a milestone',
    '- wait: { for: { completed: profile }, at_most: 2d }',
    {
      ...wait,
      id: 'wait-profile',
      clauses: [{ id: 'profile', words: 'Profile Completed', for: { kind: 'condition', condition: profile }, to: -1 }],
    },
  ],
  [
    'a wait for an event, its properties and where they come from',
    '- wait: { on: Import Finished, where: { properties.rows: { $gte: 100 }, properties.projectId: { $ref: entry.properties.projectId } }, since: entry, at_most: 2d }\n  as: import',
    {
      ...wait,
      id: 'wait-import',
      since: 'entry',
      as: 'import',
      clauses: [
        {
          id: 'import-finished',
          words: 'Import Finished with rows at least 100 and projectId that of entry.properties.projectId',
          for: {
            kind: 'event',
            event: 'Import Finished',
            where: [
              { path: 'rows', comparison: 'gte', operand: { kind: 'value', value: 100 } },
              { path: 'projectId', comparison: 'eq', operand: { kind: 'ref', path: 'entry.properties.projectId' } },
            ],
          },
          to: -1,
        },
      ],
    },
  ],
  [
    'lists that a property is looked for in',
    '- wait: { on: A, where: { properties.a: { $in: [1, b] } }, at_most: 2d }',
    {
      clauses: [
        {
          id: 'a',
          words: 'A with a one of 1, b',
          for: {
            kind: 'event',
            event: 'A',
            where: [{ path: 'a', comparison: 'in', operand: { kind: 'list', values: [1, 'b'] } }],
          },
          to: -1,
        },
      ],
    },
  ],
  [
    'a wait for all of several things',
    '- wait: { all: [{ on: A }, { id: filled-in, for: { completed: profile } }], at_most: 2d }\n  id: both',
    {
      ...wait,
      id: 'both',
      mode: 'all',
      clauses: [
        { id: 'a', words: 'A' },
        { id: 'filled-in', words: 'Profile Completed' },
      ],
    },
  ],
  ['a duration', '- delay: 36h', { ...delay, rule: { kind: 'duration', duration: 36 * hour }, words: '1 day 12 h' }],
  [
    'a time of day',
    '- delay: { until: { time: "00:30" } }',
    { ...delay, rule: { kind: 'time', minutes: 30, weekdays: [1, 2, 3, 4, 5, 6, 7] }, words: '00:30' },
  ],
  [
    'a time of day on weekdays',
    '- delay: { until: { time: 09:00, on: weekdays } }',
    { ...delay, rule: { kind: 'time', minutes: 540, weekdays: [1, 2, 3, 4, 5] }, words: '09:00 on weekdays' },
  ],
  [
    'a time of day on named days',
    '- delay: { until: { time: "20:00", on: [fri, mon, fri] } }',
    { ...delay, rule: { kind: 'time', minutes: 1200, weekdays: [1, 5] }, words: '20:00 on Monday or Friday' },
  ],
  [
    'a time of day on one day',
    '- delay: { until: { time: "20:00", on: sun } }',
    { ...delay, rule: { kind: 'time', minutes: 1200, weekdays: [7] }, words: '20:00 on Sunday' },
  ],
  [
    'a time before a date',
    '- delay: { until: { trait: signedUpAt, offset: -3d, at: "09:00" }, past: now }',
    {
      ...delay,
      rule: { kind: 'trait', path: 'signedUpAt', offset: -3 * day, minutes: 540, past: 'now' },
      words: '3 days before signedUpAt at 09:00',
    },
  ],
  [
    'a date itself',
    '- delay: { until: { trait: signedUpAt }, past: skip }\n- send: welcome',
    {
      ...delay,
      rule: { kind: 'trait', path: 'signedUpAt', offset: 0, minutes: null, past: 'skip' },
      words: 'signedUpAt',
    },
  ],
  [
    'an experiment',
    '- experiment: tour\n  arms: { control: [], video: [{ send: welcome }] }\n- send: reminder',
    {
      kind: 'experiment',
      experiment: 'tour',
      arms: [
        { arm: 'control', to: 2 },
        { arm: 'video', to: 1 },
      ],
      next: 2,
    },
  ],
  [
    'a loop',
    '- repeat: { up_to: 3, every: 3d, until: { completed: profile } }\n  steps: [{ send: welcome }]',
    { kind: 'repeat', upTo: 3, every: 3 * day, until: profile, body: 1, next: -1 },
  ],
  [
    'a loop that a wait paces',
    '- repeat: { up_to: 3 }\n  steps: [{ delay: 1d }]',
    { kind: 'repeat', upTo: 3, every: 0, until: null, body: 1 },
  ],
  [
    'traits to be set',
    '- set: { traits.plan: team, traits.signedUpAt: 2026-03-01 }\n  id: promote',
    { kind: 'set', traits: { plan: 'team', signedUpAt: '2026-03-01' } },
  ],
  ['an outcome', '- exit: done', { kind: 'exit', outcome: 'done' }],
];

describe('a step becomes', () => {
  it.each(steps)('%s', async (_what, text, expected) => {
    expect(await stepOf(text)).toMatchObject(expected);
  });
});

describe('a journey', () => {
  it('says who comes first, who stays out and what tells enrolments apart', async () => {
    const keys = 'per: entry.properties.projectId\nexclusive: lifecycle\npriority: 20\nholdout: 2.5%\n';
    expect(await programOf(keys + journeyOf('- send: welcome\n'))).toMatchObject({
      per: 'properties.projectId',
      exclusive: 'lifecycle',
      priority: 20,
      holdout: 0.025,
    });
  });

  it('has one enrolment a user, no group, no priority and no holdout where it says nothing', async () => {
    expect(await programOf(journeyOf('- send: welcome\n'))).toMatchObject({
      per: null,
      exclusive: null,
      priority: 0,
      holdout: 0,
    });
  });

  it.each([
    ['clicked', 'Nudge Clicked'],
    ['opened', 'Nudge Opened'],
  ])('may wait until a nudge is %s, since its entry', async (what, event) => {
    const text = journeyOf(`- send: welcome\n- wait: { nudge: welcome, for: ${what}, at_most: 2d }\n`);
    const { steps: compiled } = await programOf(text);
    expect(compiled[1]).toMatchObject({ ...wait, id: `wait-welcome-${what}`, since: 'entry' });
    expect(compiled[1]).toMatchObject({
      clauses: [{ id: `welcome-${what}`, words: `welcome ${what}`, for: { kind: 'event', event, nudge: 'welcome' } }],
    });
    expect(testsOf(compiled[1]!)).toEqual([
      ['journey', 'onboarding'],
      ['step', 'welcome'],
    ]);
  });

  it('with a key waits for the nudge of its own key alone', async () => {
    const steps = '- send: welcome\n- wait: { nudge: welcome, for: clicked, since: step, at_most: 2d }\n  as: click\n';
    const { steps: compiled } = await programOf(`per: entry.properties.projectId\n${journeyOf(steps)}`);
    expect(compiled[1]).toMatchObject({ since: 'step', as: 'click' });
    expect(testsOf(compiled[1]!)).toContainEqual(['key', 'entry.properties.projectId']);
  });

  it('may start another one', async () => {
    const tips = 'journey: tips\nenrol: [{ on: A }]\nsteps: [{ send: welcome }]\n';
    const files = { 'tips/journey.yaml': tips, 'onboarding/journey.yaml': journeyOf('- start: tips\n') };
    expect((await contentOf(files)).journeys.onboarding?.steps[0]).toMatchObject({ kind: 'start', journey: 'tips' });
  });

  it('may say everything at once, and its templates read the events it has waited for', async () => {
    const compiled = await compileWorkspace(wholeWorkspace());
    expect(compiled.ok ? [] : compiled.problems).toEqual([]);
    expect(compiled.warnings).toEqual([]);
    const kinds = compiled.ok ? compiled.release.content.journeys.onboarding!.steps.map(({ kind }) => kind) : [];
    expect([...new Set(kinds)].sort()).toEqual(Object.keys(compileStep).sort());
  });
});

describe('an experiment', () => {
  it('is how it splits users; what its analysis needs is only checked', async () => {
    const tour = `tour:
  arms: { control: 50, guide: 33.4, video: 16.6 }
  coverage: 40%
  target: { traits.plan: { $ne: enterprise } }
  primary: { on: Project Created, within: 14d }
  guardrails: [{ on: Unsubscribed, worse_by: 0.5pp }]
  minimum: { users: 2000, days: 14 }
`;
    const { experiments } = await contentOf({ 'experiments.yaml': tour });
    expect(experiments.tour).toEqual({
      experiment: 'tour',
      arms: [
        { arm: 'control', weight: 50 },
        { arm: 'guide', weight: 33.4 },
        { arm: 'video', weight: 16.6 },
      ],
      coverage: 0.4,
      target: expect.objectContaining({ kind: 'field', path: 'traits.plan' }) as unknown,
    });
  });

  it('takes everybody in where it does not say whom', async () => {
    const { experiments: all } = await contentOf({ 'experiments.yaml': experiments });
    expect(all.tour).toMatchObject({ coverage: 1, target: null });
  });

  it('may be asked about in conditions', async () => {
    const segments = 'new: { arms.tour: video }\nchurned: { traits.plan: none }\n';
    const { segments: compiled } = await contentOf({ 'experiments.yaml': experiments, 'segments.yaml': segments });
    expect(compiled.new).toMatchObject({ kind: 'field', path: 'arms.tour' });
  });
});
