/** A key with its default: an example in which it is not written, and the same in which it is. */
export interface Default {
  readonly mapping: string;
  readonly path: string;
  readonly value: unknown;
  /** The part of a file that the examples are. */
  readonly part: string;
  readonly without: string;
  readonly written: string;
}

const email = 'channel: email\nsubject: Hi';
const wait = 'wait: { on: Import Finished, at_most: 2d }';
const of = (clause: string): string => `wait: { any: [${clause}], at_most: 2d }\n    id: any`;

/** Every default of the reference, in the order of its tables. */
export const defaults: readonly Default[] = [
  {
    mapping: 'trait', path: 'list', value: false, part: 'profile',
    without: '  more: { type: string }', written: '  more: { type: string, list: false }',
  },
  {
    mapping: 'experiment-file', path: 'coverage', value: '100%', part: 'experiments',
    without: 'colour: { arms: { control: 50, red: 50 } }',
    written: 'colour: { arms: { control: 50, red: 50 }, coverage: 100% }',
  },
  ...(
    [
      ['consent.email', 'opt-out'],
      ['consent.in-app', 'always'],
      ['consent.webhook', 'always'],
      ['tracking.opens', false],
      ['tracking.clicks', false],
    ] as const
  ).map(([path, value]): Default => {
    const [key = '', below = ''] = path.split('.');
    return { mapping: 'policy', path, value, part: 'policy', without: 'gap: 2h', written: `gap: 2h\n${key}: { ${below}: ${String(value)} }` };
  }),
  {
    mapping: 'slot', path: 'strategy', value: 'first', part: 'slot',
    without: 'rules: [{ id: all, show: none }]', written: 'strategy: first\nrules: [{ id: all, show: none }]',
  },
  ...(
    [
      ['tags', '[]', []],
      ['priority', '0', 0],
    ] as const
  ).map(([path, text, value]): Default => {
    const content = 'category: tips\nwords: { en: { title: Hi, body: Hello } }';
    return { mapping: 'content', path, value, part: 'content', without: content, written: `${content}\n${path}: ${text}` };
  }),
  {
    mapping: 'journey', path: 'again', value: 'never', part: 'journey',
    without: 'enrol: [{ on: A }]', written: 'enrol: [{ on: A }]\nagain: never',
  },
  {
    mapping: 'journey', path: 'priority', value: 0, part: 'journey',
    without: 'enrol: [{ on: A }]', written: 'enrol: [{ on: A }]\npriority: 0',
  },
  {
    mapping: 'enrol', path: 'first', value: false, part: 'journey',
    without: 'enrol: [{ on: A }]', written: 'enrol: [{ on: A, first: false }]',
  },
  {
    mapping: 'enrol', path: 'backfill', value: 'from-now', part: 'journey',
    without: 'enrol: [{ segment: new }]', written: 'enrol: [{ segment: new, backfill: from-now }]',
  },
  {
    mapping: 'clause', path: 'steps', value: [], part: 'step',
    without: of('{ on: A }, { on: B }'), written: of('{ on: A, steps: [] }, { on: B }'),
  },
  {
    mapping: 'scenario', path: 'user', value: 'somebody', part: 'scenario',
    without: 'events: []', written: 'events: []\n  user: somebody',
  },
  {
    mapping: 'send', path: 'hold.else', value: 'skip', part: 'step',
    without: 'send: welcome\n    hold: { at_most: 2d }', written: 'send: welcome\n    hold: { at_most: 2d, else: skip }',
  },
  {
    mapping: 'show', path: 'hold.else', value: 'skip', part: 'step',
    without: 'show: tutorial\n    hold: { at_most: 2d }', written: 'show: tutorial\n    hold: { at_most: 2d, else: skip }',
  },
  {
    mapping: 'wait', path: 'wait.since', value: 'step', part: 'step',
    without: wait, written: 'wait: { on: Import Finished, at_most: 2d, since: step }',
  },
  { mapping: 'wait', path: 'timeout', value: [], part: 'step', without: wait, written: `${wait}\n    timeout: []` },
  {
    mapping: 'delay', path: 'delay.until.offset', value: '0s', part: 'step',
    without: 'delay: { until: { trait: trialEndsAt }, past: now }',
    written: 'delay: { until: { trait: trialEndsAt, offset: 0s }, past: now }',
  },
  {
    mapping: 'template', path: 'transactional', value: false, part: 'template',
    without: email, written: `${email}\ntransactional: false`,
  },
  { mapping: 'template', path: 'tags', value: [], part: 'template', without: email, written: `${email}\ntags: []` },
  { mapping: 'template', path: 'priority', value: 0, part: 'template', without: email, written: `${email}\npriority: 0` },
]; // prettier-ignore
