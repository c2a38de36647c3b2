import type {
  AuditEntry,
  CommandAnswer,
  Enrolled,
  Explanation,
  Inspection,
  Journey,
  NudgeRecord,
  Page,
  Receipt,
  Usher,
} from '../../client/index.ts';

/** True where each type is the other; `npm run types` and editors are what checks this file. */
type Same<One, Other> = [One, Other] extends [Other, One] ? true : false;
type Answers<Name extends keyof Usher> = Awaited<ReturnType<Usher[Name]>>;

const answers: {
  readonly track: Same<Answers<'track'>, Receipt>;
  readonly identify: Same<Answers<'identify'>, Receipt>;
  readonly enrol: Same<Answers<'enrol'>, Enrolled>;
  readonly pause: Same<Answers<'pause'>, CommandAnswer>;
  readonly inspect: Same<Answers<'inspect'>, Inspection>;
  readonly explain: Same<Answers<'explain'>, Explanation>;
  readonly journeys: Same<Answers<'journeys'>, readonly Journey[]>;
  readonly nudges: Same<Answers<'nudges'>, readonly NudgeRecord[]>;
  readonly list: Same<Answers<'list'>, Page>;
  readonly log: Same<Answers<'log'>, readonly AuditEntry[]>;
} = {
  ...{ track: true, identify: true, enrol: true, pause: true, inspect: true, explain: true },
  ...{ journeys: true, nudges: true, list: true, log: true },
};

/** Never called: each line that is marked has to be an error. */
async function misuse(usher: Usher): Promise<void> {
  const whom = { userId: 'bo', journey: 'onboarding', by: 'kim', reason: 'x' };
  await usher.move({ ...whom, step: 'welcome' });
  await usher.explain('bo', { whyNot: 'welcome', since: 0 });
  // @ts-expect-error -- an instant is a number
  await usher.explain('bo', { since: '3d' });
  // @ts-expect-error -- a step is missing
  await usher.move(whom);
  // @ts-expect-error -- nobody says why
  await usher.pause({ userId: 'bo', journey: 'onboarding', by: 'kim' });
  // @ts-expect-error -- an event has a name
  await usher.track({ userId: 'bo' });
  // @ts-expect-error -- what no JSON can hold
  await usher.track({ userId: 'bo', event: 'X', properties: { at: Symbol('x') } });
  // @ts-expect-error -- without an id it could be done twice
  await usher.enrol(whom);
  // @ts-expect-error -- answers do not change
  (await usher.inspect('bo')).user = 'di';
}

describe('the types of the client', () => {
  it('say what each function takes and answers', () => {
    expect(Object.values(answers).every(Boolean)).toBe(true);
    expect(misuse).toHaveLength(1);
  });
});
