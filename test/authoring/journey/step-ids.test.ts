import fc from 'fast-check';
import { compileJourney } from '../../../authoring/journey/compile-journey.ts';
import type { Names } from '../../../authoring/journey/compiler.ts';
import { createCursor } from '../../../authoring/read/cursor.ts';
import type { Program } from '../../../domain/journey/program.ts';

const templates = Array.from({ length: 12 }, (_, index) => `mail-${index}`);
const milestones = Array.from({ length: 6 }, (_, index) => `milestone-${index}`);
const mail = { variables: [], channel: 'email', repeatAfter: null } as const;
const names: Names = {
  slots: new Map(),
  journeys: ['test', 'team-tips'],
  templates: new Map(templates.map((template) => [template, mail])),
  tracking: { opens: true, clicks: true },
  named: {},
  vocabulary: {
    zone: 'UTC',
    traits: { plan: { type: 'string', list: false }, trialEndsAt: { type: 'date', list: false } },
    context: {},
    milestones: Object.fromEntries(milestones.map((name) => [name, { event: `Event ${name}` }])),
    segments: {},
    experiments: { tour: ['control', 'video'] },
  },
};

function compile(steps: readonly unknown[]): Program {
  const problems: string[] = [];
  const report = {
    problem: ({ message }: { message: string }) => void problems.push(message),
    warning: () => undefined,
  };
  const program = compileJourney(createCursor({ journey: 'test', enrol: [{ on: 'A' }], steps }, report), 'test', names);
  if (program === null) throw new Error(problems.join('; '));
  return program;
}

const named: readonly (readonly [string, unknown, string])[] = [
  ['a template', { send: 'mail-1' }, 'mail-1'],
  ['an awaited milestone', { wait: { for: { completed: 'milestone-1' }, at_most: '2d' } }, 'wait-milestone-1'],
  ['an awaited event', { wait: { for: { did: { event: 'Import Finished' } }, at_most: '2d' } }, 'wait-import-finished'],
  ['an awaited trait', { wait: { for: { 'traits.plan': 'team' }, at_most: '2d' } }, 'wait-plan'],
  ['a duration', { delay: '36h' }, 'delay-36h'],
  ['an awaited event by itself', { wait: { on: 'Import Finished', at_most: '2d' } }, 'wait-import-finished'],
  [
    'what the matched event is called',
    { wait: { any: [{ on: 'A' }, { on: 'B' }], at_most: '2d' }, as: 'import' },
    'wait-import',
  ],
  ['the only one of several templates', { send: { first_of: ['mail-1'] } }, 'mail-1'],
  ['a time of day', { delay: { until: { time: '09:00' } } }, 'delay-09-00'],
  ['a time of day on some days', { delay: { until: { time: '09:00', on: ['mon', 'fri'] } } }, 'delay-mon-fri-09-00'],
  ['a date', { delay: { until: { trait: 'trialEndsAt' }, past: 'now' } }, 'delay-trial-ends-at'],
  ['an experiment', { experiment: 'tour', arms: { control: [], video: [{ send: 'mail-1' }] } }, 'experiment-tour'],
  [
    'what ends a loop',
    { repeat: { up_to: 2, every: '1d', until: { completed: 'milestone-1' } }, steps: [{ send: 'mail-1' }] },
    'repeat-milestone-1',
  ],
  ['a loop', { repeat: { up_to: 2, every: '1d' }, steps: [{ send: 'mail-1' }] }, 'repeat'],
  ['a trait', { set: { 'traits.plan': 'team' } }, 'set-plan'],
  ['a journey', { start: 'team-tips' }, 'start-team-tips'],
  ['a branch', { branch: [{ otherwise: [{ send: 'mail-1' }] }] }, 'branch'],
  ['an outcome', { exit: 'Not interested' }, 'exit-not-interested'],
  ['what the author gave', { delay: '36h', id: 'settle-in' }, 'settle-in'],
];

/** Steps of different names, some with others inside. */
const steps = fc
  .record({
    mails: fc.subarray(templates, { minLength: 2 }),
    waits: fc.subarray(milestones),
    shape: fc.infiniteStream(fc.nat(2)),
  })
  .map(({ mails, waits, shape }) => {
    const nested = waits.map((name, index) => {
      const inside =
        shape.next().value === 0
          ? []
          : mails.slice(index, index + 1).map((send) => ({ send, id: `${send}-inside-${index}` }));
      return { wait: { for: { completed: name }, at_most: '1d' }, timeout: inside };
    });
    return [...mails.map((send) => ({ send })), ...nested];
  });

describe('the id of a step', () => {
  it.each(named)('comes from %s', (_what, step, id) => {
    expect(compile([step]).steps[0]?.id).toBe(id);
  });

  it('survives inserting, removing and reordering other steps', () => {
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat(1_000)), (list, numbers) => {
        const before = idsOf(list);
        const order = new Map(list.map((step) => [step, numbers.next().value]));
        const shuffled = [...list].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
        const kept = shuffled.filter((step) => (order.get(step) ?? 0) % 3 !== 0);
        const changed = [{ delay: '7d' }, ...kept, { exit: 'done' }];
        for (const [step, id] of idsOf(changed)) if (before.has(step)) expect(id).toBe(before.get(step));
      }),
    );
  });
});

/** Each step of the list and the id it was given. */
function idsOf(list: readonly unknown[]): ReadonlyMap<string, string> {
  const program = compile(list);
  const ids: [string, string][] = [];
  let index = program.start;
  for (const step of list) {
    const compiled = program.steps[index];
    if (compiled === undefined) break;
    ids.push([JSON.stringify(step), compiled.id]);
    index = compiled.next;
  }
  return new Map(ids);
}
