import { Engine, type Fact } from 'json-rules-engine';
import jsonLogic, { type RulesLogic } from 'json-logic-js';
import { compileCondition } from '../domain/condition/compile.ts';
import { parseCondition } from '../domain/condition/parse.ts';
import type { Condition } from '../domain/condition/condition.ts';
import type { Vocabulary } from '../domain/condition/vocabulary.ts';
import { newProfile } from '../domain/profile/apply.ts';
import type { Facts } from '../domain/profile/facts.ts';
import { day } from '../domain/time/instant.ts';
import { atLeast, printFigures } from './marks.ts';

/* "Segment A and completed step 2 and device mobile" for 1,000 users of whom an eighth fits: three ways, one process. */

const now = Date.parse('2026-03-04T12:00:00Z');
/** Enough users that no branch predictor learns them by heart; enough rounds for a median. */
const usersAsked = 1_000;
const rounds = 7;
/** Each round of each way lasts at least so long (ms). */
const roundLasts = 200;

const names: Vocabulary = {
  zone: 'UTC',
  traits: { plan: { type: 'string', list: false } },
  context: { device: { type: 'string', list: false } },
  milestones: { profile: { event: 'Profile Completed' } },
  segments: {},
  experiments: {},
};

function parse(raw: unknown, vocabulary: Vocabulary): Condition {
  const parsed = parseCondition(raw, vocabulary);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

const segment = parse({ 'traits.plan': { $in: ['team', 'enterprise'] } }, names);
const condition = parse(
  { segments: 'paying', completed: 'profile', 'context.device': 'mobile' },
  { ...names, segments: { paying: segment } },
);

const users: readonly Facts[] = Array.from({ length: usersAsked }, (_, index) => ({
  profile: {
    ...newProfile(`user-${index}`),
    traits: { plan: index % 2 === 0 ? 'team' : 'solo' },
    context: { device: index % 4 < 2 ? 'mobile' : 'desktop' },
    events:
      index % 8 < 4
        ? { 'Profile Completed': { count: 1, first: now - day, last: now - day, recent: [now - day] } }
        : {},
  },
  arms: {},
}));

interface Flat {
  readonly [fact: string]: Fact | string | number;
  readonly plan: string;
  readonly completed: number;
  readonly device: string;
}

/** What the other two are asked about: the same facts without their nesting, which is to their advantage. */
const flat: readonly Flat[] = users.map(({ profile }) => ({
  plan: profile.traits.plan === 'team' ? 'team' : 'solo',
  completed: profile.events['Profile Completed']?.count ?? 0,
  device: profile.context.device === 'mobile' ? 'mobile' : 'desktop',
}));

function usher(): () => number {
  const holds = compileCondition(condition);
  return () => users.filter((user) => holds(user, now)).length;
}

function logic(): () => number {
  const rule: RulesLogic = {
    and: [
      { in: [{ var: 'plan' }, ['team', 'enterprise']] },
      { '>=': [{ var: 'completed' }, 1] },
      { '==': [{ var: 'device' }, 'mobile'] },
    ],
  };
  return () => flat.filter((user) => jsonLogic.apply(rule, user) === true).length;
}

function rules(): () => Promise<number> {
  const all = [
    { fact: 'plan', operator: 'in', value: ['team', 'enterprise'] },
    { fact: 'completed', operator: 'greaterThanInclusive', value: 1 },
    { fact: 'device', operator: 'equal', value: 'mobile' },
  ];
  const engine = new Engine([{ conditions: { all }, event: { type: 'fits' } }]);
  return async () => {
    let fitting = 0;
    for (const user of flat) fitting += (await engine.run(user)).events.length;
    return fitting;
  };
}

/** Evaluations per second of one round. */
async function round(ask: () => number | Promise<number>): Promise<number> {
  const start = performance.now();
  let asked = 0;
  while (performance.now() - start < roundLasts) {
    const fitting = await ask();
    if (fitting !== usersAsked / 8) throw new Error(`${fitting} of ${usersAsked} users fit, ${usersAsked / 8} should.`);
    asked += usersAsked;
  }
  return (asked / (performance.now() - start)) * 1_000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const ways = { usher: usher(), 'json-logic-js': logic(), 'json-rules-engine': rules() };
const speeds: Record<string, number[]> = { usher: [], 'json-logic-js': [], 'json-rules-engine': [] };
// Round by round in turn, so that a busy moment of the machine meets all three; the first round warms up.
for (let index = 0; index <= rounds; index++) {
  for (const [name, ask] of Object.entries(ways)) {
    const speed = await round(ask);
    if (index > 0) speeds[name]?.push(speed);
  }
}
const perSecond = Object.fromEntries(
  Object.entries(speeds).map(([name, values]) => [name, Math.round(median(values))]),
);
const ratio = (perSecond.usher ?? 0) / (perSecond['json-rules-engine'] ?? Infinity);
printFigures({ evaluationsPerSecond: perSecond, rounds, users: usersAsked }, [
  atLeast('times as fast as json-rules-engine', Math.round(ratio), 20),
]);
