import { createUsher, optionsFrom, type Enrol, type Usher } from '../../client/index.ts';
import { UsherError } from '../../domain/errors.ts';
import { day } from '../../domain/time/instant.ts';
import { onEvent, programOf } from '../support/program.ts';
import { freshName } from '../support/stack.ts';
import { delay } from '../support/steps.ts';
import { openWorking, type Working } from '../support/working.ts';

const never = [onEvent('Never')];
const programs = [
  programOf([delay(day)]),
  programOf([delay(day)], { journey: 'by-hand', enrol: never }),
  programOf([delay(day)], { journey: 'per-team', enrol: never, per: 'properties.team.id' }),
  programOf([delay(day)], { journey: 'held-out', enrol: never, holdout: 1 }),
];

let working: Working;
let usher: Usher;
beforeAll(async () => {
  working = await openWorking(programs);
  usher = await createUsher(optionsFrom(working.environment));
});
afterAll(async () => {
  await usher.close();
  await working.close();
});

const said = { by: 'billing', reason: 'upgraded' };

async function codeOf(asked: Promise<unknown>): Promise<string> {
  const error: unknown = await asked.then(
    () => null,
    (cause: unknown) => cause,
  );
  return error instanceof UsherError ? `${error.code} ${error.message}` : `no refusal: ${String(error)}`;
}

async function asking(journey: string): Promise<Enrol> {
  const userId = freshName('bo');
  await usher.identify({ userId, traits: { email: `${userId}@acme.test` } });
  return { userId, journey, id: freshName('request'), ...said };
}

describe('enrol', () => {
  it('lets a user into a journey whose own rules would not, and says who asked and why', async () => {
    const asked = await asking('by-hand');
    expect(await usher.enrol(asked)).toEqual({ entered: true, words: 'enrolled by billing: upgraded' });
    const { enrolments } = await usher.inspect(asked.userId);
    expect(enrolments).toMatchObject([{ journey: 'by-hand', visit: 1 }]);
    const { story } = await until(() => usher.explain(asked.userId), ({ story: told }) => told.length > 0);
    expect(story[0]).toMatchObject({ what: 'entered', because: ['enrolled by billing: upgraded'] });
    expect(await usher.log({ userId: asked.userId })).toMatchObject([{ by: 'billing', did: 'enrol', to: { journey: 'by-hand' } }]);
  }); // prettier-ignore

  it('asked again under its id, also at once, enrols nobody twice and answers alike', async () => {
    const asked = await asking('by-hand');
    const answers = await Promise.all([1, 2, 3].map(() => usher.enrol(asked)));
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(await usher.enrol(asked)).toEqual(answers[0]);
    expect(await usher.log({ userId: asked.userId })).toHaveLength(1);
    expect(await usher.enrol({ ...asked, id: 'another' })).toEqual({
      entered: false,
      words: 'already in this journey',
    });
    expect(await usher.enrol({ ...asked, id: 'another' })).toEqual({
      entered: false,
      words: 'already in this journey',
    });
    expect(await usher.log({ userId: asked.userId })).toHaveLength(2);
  });

  it('takes the key where the journey has one for each', async () => {
    const asked = await asking('per-team');
    expect(await usher.enrol({ ...asked, key: '7', properties: { team: { name: 'a' }, plan: 'x' } })).toMatchObject({ entered: true });
    expect(await usher.enrol({ ...asked, key: '9' })).toMatchObject({ entered: true });
    const { enrolments } = await usher.inspect(asked.userId);
    expect(enrolments.map(({ key }) => key).sort()).toEqual(['7', '9']);
    expect(await codeOf(usher.enrol(asked))).toBe('REQUEST_INVALID key: missing; expected the properties.team.id of the enrolment');
    expect(await codeOf(usher.enrol({ ...asked, journey: 'by-hand', key: '7' }))).toBe('REQUEST_INVALID key: by-hand has one enrolment a user; expected none');
  }); // prettier-ignore

  it('of somebody who is held out says so', async () => {
    const { entered, words } = await usher.enrol(await asking('held-out'));
    expect({ entered, heldOut: words.startsWith('held out') }).toEqual({ entered: false, heldOut: true });
  });

  it('of nobody, into nothing, or without saying who and why is refused, and changes nothing', async () => {
    const asked = await asking('by-hand');
    expect(await codeOf(usher.enrol({ ...asked, userId: 'nobody' }))).toMatch(/^USER_UNKNOWN /);
    expect(await codeOf(usher.enrol({ ...asked, journey: 'by-hnad' }))).toBe('JOURNEY_UNKNOWN the release has no journey "by-hnad", did you mean "by-hand"?');
    expect(await codeOf(usher.enrol({ ...asked, reason: ' ' }))).toMatch(/^REQUEST_INVALID reason: /);
    expect(await codeOf(usher.enrol({ ...asked, tag: 'x' } as Enrol))).toMatch(/^REQUEST_INVALID .*"tag"/);
    expect((await usher.inspect(asked.userId)).enrolments).toEqual([]);
  }); // prettier-ignore

  it('cannot be forged by an event of the product', async () => {
    const { userId } = await asking('by-hand');
    const forged = { userId, event: 'Enrolment Asked', context: { journey: 'by-hand', by: 'x', reason: 'y' } };
    expect(await usher.track(forged)).toMatchObject({ entered: [] });
    expect(await codeOf(usher.track({ ...forged, messageId: `usher:enrol/by-hand/${userId}/1` }))).toMatch(/^EVENT_INVALID /);
  }); // prettier-ignore
});

async function until<Value>(read: () => Promise<Value>, is: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await read();
    if (is(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('track and identify', () => {
  it('count every call once, and one that is sent again under its id once', async () => {
    const userId = freshName('bo');
    const event = { userId, event: 'Clicked', timestamp: new Date(Date.now() - 1000) };
    await usher.track({ userId, event: 'Clicked' });
    await usher.track({ userId, event: 'Clicked' });
    expect((await usher.track(event)).status).toBe('stored');
    expect((await usher.track(event)).status).toBe('duplicate');
    expect((await usher.inspect(userId)).events.Clicked?.count).toBe(3);
  });

  it.each([
    [{ userId: 'bo' }, 'EVENT_INVALID event: '],
    [{ userId: 'bo', event: 'X', propertys: {} }, 'EVENT_INVALID message: Unrecognized key: "propertys"'],
    [{ userId: '', event: 'X' }, 'EVENT_INVALID userId "" is empty'],
    [{ userId: 'bo', event: 'X', timestamp: 'yesterday' }, 'EVENT_INVALID timestamp "yesterday"'],
    [{ userId: 'bo', event: 'X', properties: { at: () => 1 } }, 'EVENT_INVALID properties'],
  ])('refuse %j', async (message, words) => {
    expect(await codeOf(usher.track(message as never))).toContain(words);
  });
});

describe('reading', () => {
  it('says that nobody is known under an id', async () => {
    for (const read of [usher.inspect, usher.explain, usher.nudges]) expect(await codeOf(read('nobody'))).toMatch(/^USER_UNKNOWN /);
    expect(await codeOf(usher.log({ limit: 0 }))).toMatch(/^REQUEST_INVALID limit: /);
    expect(await codeOf(usher.list({ limit: 5000 }))).toMatch(/^REQUEST_INVALID limit: /);
  }); // prettier-ignore

  it('explains why a template did not come, and what has happened since an instant', async () => {
    const userId = freshName('bo');
    await usher.track({ userId, event: 'Clicked' });
    expect(await usher.explain(userId, { since: Date.now() })).toMatchObject({ story: [], whyNot: null });
    expect(await codeOf(usher.explain(userId, { whyNot: 'welcom' }))).toMatch(/^TEMPLATE_UNKNOWN no release of the user has a template "welcom"/);
    expect(await codeOf(usher.explain(userId, { whyNot: '' }))).toBe('REQUEST_INVALID whyNot: is empty; expected the name of a template');
    expect(await codeOf(usher.explain(userId, { since: '3d' } as never))).toMatch(/^REQUEST_INVALID since: /);
    expect(await codeOf(usher.explain(userId, { until: 0 } as never))).toMatch(/^REQUEST_INVALID what is asked: Unrecognized key: "until"/);
  }); // prettier-ignore

  it('lists the journeys with their steps', async () => {
    expect((await usher.journeys()).map(({ journey, per }) => [journey, per])).toEqual([
      ['by-hand', null],
      ['held-out', null],
      ['per-team', 'properties.team.id'],
      ['test', null],
    ]);
  });
});

describe('every function', () => {
  const names = ['track', 'identify', 'alias', 'enrol', 'inspect', 'explain', 'nudges', 'export', 'forget'] as const;
  const commands = ['pause', 'resume', 'skip', 'move', 'resend', 'leave'] as const;

  it.each([...names, ...commands])('%s refuses what is nothing that it takes, in words of ours', async (name) => {
    const functions = usher as unknown as Readonly<Record<string, (given: unknown) => Promise<unknown>>>;
    for (const wrong of [undefined, null, {}, 7, ''])
      expect(await codeOf(Promise.resolve().then(() => functions[name]?.(wrong)))).toMatch(
        /^(REQUEST|EVENT|COMMAND)_INVALID \S/,
      );
  });

  it('asked for statuses and instants that there are none of refuses them', async () => {
    expect(await codeOf(usher.list({ status: 'wating' as never }))).toMatch(/^REQUEST_INVALID status: .*"waiting"/);
    expect(await codeOf(usher.list({ since: 9e15 }))).toMatch(/^REQUEST_INVALID since: /);
    expect(await codeOf(usher.log({ userId: 'nobody' }))).toMatch(/^USER_UNKNOWN /);
  });
});

describe('createUsher', () => {
  const mongo = { uri: 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100' };

  it.each([
    [{ temporal: { address: 'nowhere' }, mongo }, 'CONFIGURATION_INVALID TEMPORAL_ADDRESS: '],
    [{ temporal: { address: 'localhost:7233' }, mongo: { uri: 'http://db' } }, 'CONFIGURATION_INVALID MONGODB_URI: found a value'],
  ])('names what is wrong: %j', async (options, words) => {
    expect(await codeOf(createUsher(options))).toContain(words);
  }); // prettier-ignore

  it('says which server is away', async () => {
    const { TEMPORAL_ADDRESS: address = '', MONGODB_URI: uri = '' } = working.environment;
    expect(await codeOf(createUsher({ temporal: { address: '127.0.0.1:1' }, mongo: { uri } }))).toBe('SERVER_UNREACHABLE Temporal does not answer at 127.0.0.1:1');
    expect(await codeOf(createUsher({ temporal: { address }, mongo }))).toMatch(/^SERVER_UNREACHABLE MongoDB does not answer/);
  }); // prettier-ignore
});
