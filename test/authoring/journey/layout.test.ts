import { parse } from 'yaml';
import { compileJourney } from '../../../authoring/journey/compile-journey.ts';
import { createCursor } from '../../../authoring/read/cursor.ts';
import { end, type Program, type Step } from '../../../domain/journey/program.ts';

const names = {
  templates: new Map(['a', 'b', 'c', 'd'].map((name) => [name, []])),
  vocabulary: {
    zone: 'UTC',
    traits: { plan: { type: 'string', list: false } as const },
    context: {},
    milestones: { profile: { event: 'Profile Completed' } },
    segments: {},
    experiments: {},
  },
};

function compile(steps: string): Program {
  const source: unknown = parse(`journey: test\nenrol: [{ on: A }]\nsteps:\n${steps}`);
  const report = {
    problem: ({ message }: { message: string }) => {
      throw new Error(message);
    },
    warning: () => undefined,
  };
  const program = compileJourney(createCursor(source, report), 'test', names);
  if (program === null) throw new Error('refused');
  return program;
}

/** `id → where it leads`, by ids. */
function ways({ steps, start }: Program): readonly string[] {
  const name = (index: number) => (index === end ? 'end' : (steps[index]?.id ?? '?'));
  const exits = (step: Step) => {
    if (step.kind === 'wait') return [`done ${name(step.done)}`, `timeout ${name(step.timeout)}`];
    if (step.kind === 'branch') return step.cases.map(({ words, to }) => `${words} ${name(to)}`);
    return [];
  };
  return [
    `start ${name(start)}`,
    ...steps.map((step) => [`${step.id} → ${name(step.next)}`, ...exits(step)].join(', ')),
  ];
}

const layouts: readonly (readonly [string, string, readonly string[]])[] = [
  ['a list goes on until its end', '- send: a\n- send: b', ['start a', 'a → b', 'b → end']],
  [
    'a wait goes on where it is done, and into its timeout where not',
    '- wait: { for: { completed: profile }, at_most: 1d }\n  timeout: [{ send: a }, { send: b }]\n- send: c',
    ['start wait-profile', 'wait-profile → c, done c, timeout a', 'a → b', 'b → c', 'c → end'],
  ],
  [
    'a wait without a timeout goes on either way',
    '- wait: { for: { completed: profile }, at_most: 1d }\n- send: c',
    ['start wait-profile', 'wait-profile → c, done c, timeout c', 'c → end'],
  ],
  [
    'the cases of a branch come together again; an empty one goes on at once',
    '- branch:\n  - when: { traits.plan: team }\n    steps: [{ send: a }]\n  - id: none\n    when: { traits.plan: free }\n    steps: []\n  - otherwise: [{ send: b }]\n- send: c',
    ['start branch', 'branch → c, plan a, none c, otherwise b', 'a → c', 'b → c', 'c → end'],
  ],
  [
    'nested lists go on after what they are in',
    '- branch:\n  - when: { traits.plan: team }\n    steps:\n      - wait: { for: { completed: profile }, at_most: 1d }\n        timeout: [{ send: a }]\n      - send: b\n- send: c',
    [
      'start branch',
      'branch → c, plan wait-profile',
      'wait-profile → b, done b, timeout a',
      'a → b',
      'b → c',
      'c → end',
    ],
  ],
  ['an exit leads nowhere', '- send: a\n- exit: done', ['start a', 'a → exit-done', 'exit-done → end']],
];

describe('the steps of a journey, laid out', () => {
  it.each(layouts)('%s', (_what, steps, expected) => {
    expect(ways(compile(steps))).toEqual(expected);
  });
});
