import { parse } from 'yaml';
import { compileJourney } from '../../../authoring/journey/compile-journey.ts';
import { createCursor } from '../../../authoring/read/cursor.ts';
import type { Names } from '../../../authoring/journey/compiler.ts';
import { end, type Program, type Step } from '../../../domain/journey/program.ts';

const mail = { variables: [], channel: 'email', repeatAfter: null } as const;
const names: Names = {
  slots: new Map(),
  journeys: ['test', 'tips'],
  templates: new Map(['a', 'b', 'c', 'd'].map((name) => [name, mail])),
  tracking: { opens: true, clicks: true },
  named: {},
  vocabulary: {
    zone: 'UTC',
    traits: { plan: { type: 'string', list: false } },
    context: {},
    milestones: { profile: { event: 'Profile Completed' } },
    segments: {},
    experiments: { tour: ['control', 'video'] },
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
    if (step.kind === 'wait') {
      const clauses = step.mode === 'any' ? step.clauses.map(({ id, to }) => `${id} ${name(to)}`) : [];
      return [...clauses, `done ${name(step.done)}`, `timeout ${name(step.timeout)}`];
    }
    if (step.kind === 'branch') return step.cases.map(({ words, to }) => `${words} ${name(to)}`);
    if (step.kind === 'experiment') return step.arms.map(({ arm, to }) => `${arm} ${name(to)}`);
    return step.kind === 'repeat' ? [`body ${name(step.body)}`] : [];
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
  [
    'each thing a wait waits for leads into its own steps',
    '- wait:\n    at_most: 1d\n    any: [{ on: A, steps: [{ send: a }] }, { on: B }]\n  as: either\n  timeout: [{ send: b }]\n- send: c',
    ['start wait-either', 'wait-either → c, a a, b c, done c, timeout b', 'b → c', 'a → c', 'c → end'],
  ],
  [
    'the arms of an experiment come together again; who is in none goes on at once',
    '- experiment: tour\n  arms: { video: [{ send: a }], control: [] }\n- send: c',
    ['start experiment-tour', 'experiment-tour → c, video a, control c', 'a → c', 'c → end'],
  ],
  [
    'the rounds of a loop lead back to it, from inside nested lists too',
    '- repeat: { up_to: 3, every: 1d }\n  steps:\n    - send: a\n    - wait: { for: { completed: profile }, at_most: 1d }\n      timeout: [{ send: b }]\n- send: c',
    [
      'start repeat',
      'repeat → c, body a',
      'a → wait-profile',
      'wait-profile → repeat, done repeat, timeout b',
      'b → repeat',
      'c → end',
    ],
  ],
  [
    'a loop in a loop leads back to the outer one',
    '- repeat: { up_to: 3, every: 7d }\n  steps:\n    - repeat: { up_to: 2, every: 1d }\n      id: inner\n      steps: [{ send: a }]',
    ['start repeat', 'repeat → end, body inner', 'inner → repeat, body a', 'a → inner'],
  ],
  [
    'a step on a condition does not strand what follows',
    '- exit: done\n  when: { traits.plan: team }\n- send: a',
    ['start exit-done', 'exit-done → a', 'a → end'],
  ],
  ['an exit leads nowhere', '- send: a\n- exit: done', ['start a', 'a → exit-done', 'exit-done → end']],
];

describe('the steps of a journey, laid out', () => {
  it.each(layouts)('%s', (_what, steps, expected) => {
    expect(ways(compile(steps))).toEqual(expected);
  });
});
