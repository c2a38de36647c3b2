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
  Decision,
  Forgotten,
  UserExport,
  Usher,
} from '../../client/index.ts';

/** True where each type is the other; `npm run types` and editors are what checks this file. */
type Same<One, Other> = [One, Other] extends [Other, One] ? true : false;
type Answers<Name extends keyof Usher> = Awaited<ReturnType<Usher[Name]>>;

const answers: {
  readonly track: Same<Answers<'track'>, Receipt>;
  readonly identify: Same<Answers<'identify'>, Receipt>;
  readonly alias: Same<Answers<'alias'>, Receipt>;
  readonly enrol: Same<Answers<'enrol'>, Enrolled>;
  readonly leave: Same<Answers<'leave'>, CommandAnswer>;
  readonly pause: Same<Answers<'pause'>, CommandAnswer>;
  readonly resume: Same<Answers<'resume'>, CommandAnswer>;
  readonly skip: Same<Answers<'skip'>, CommandAnswer>;
  readonly move: Same<Answers<'move'>, CommandAnswer>;
  readonly resend: Same<Answers<'resend'>, CommandAnswer>;
  readonly inspect: Same<Answers<'inspect'>, Inspection>;
  readonly explain: Same<Answers<'explain'>, Explanation>;
  readonly journeys: Same<Answers<'journeys'>, readonly Journey[]>;
  readonly nudges: Same<Answers<'nudges'>, readonly NudgeRecord[]>;
  readonly list: Same<Answers<'list'>, Page>;
  readonly log: Same<Answers<'log'>, readonly AuditEntry[]>;
  readonly export: Same<Answers<'export'>, UserExport>;
  readonly forget: Same<Answers<'forget'>, Forgotten>;
  readonly readmit: Same<Answers<'readmit'>, void>;
  readonly decide: Same<Answers<'decide'>, Readonly<Record<string, Decision>>>;
  readonly seen: Same<Answers<'seen'>, boolean>;
  readonly close: Same<Answers<'close'>, void>;
} = {
  ...{ track: true, identify: true, alias: true, enrol: true },
  ...{ leave: true, pause: true, resume: true, skip: true, move: true, resend: true },
  ...{ inspect: true, explain: true, journeys: true, nudges: true, list: true, log: true },
  ...{ export: true, forget: true, readmit: true, decide: true, seen: true, close: true },
};

/** Never called: each line that is marked has to be an error. */
async function misuse(usher: Usher): Promise<void> {
  const whom = { userId: 'bo', journey: 'onboarding', by: 'kim', reason: 'x' };
  await usher.move({ ...whom, step: 'welcome' });
  await usher.explain('bo', { whyNot: 'welcome', since: 0 });
  await usher.pause({ ...whom, key: 'team-7', id: 'ticket-4711' });
  // @ts-expect-error -- no status is called so
  await usher.list({ status: 'stuck' });
  // @ts-expect-error -- nobody says why
  await usher.forget('bo', { by: 'kim' });
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
