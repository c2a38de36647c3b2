import { pino } from 'pino';
import { createDecide } from '../../activities/decide.ts';
import { courseOf } from '../../domain/enrolment/identity.ts';
import type { Condition } from '../../domain/condition/condition.ts';
import type { Program, Step } from '../../domain/journey/program.ts';
import { day, hour } from '../../domain/time/instant.ts';
import { done, onEvent, programOf } from '../support/program.ts';
import { eventually, openRealJourneys, type RealJourneys } from '../support/real-journeys.ts';
import { releaseOf } from '../support/release.ts';
import { delay, exit, experiment, on, repeat, send, set, start, waitAny, waitFor } from '../support/steps.ts';

/** A journey that is entered by an event of its own name. */
function journey(name: string, steps: readonly Step[], rest: Partial<Program> = {}): Program {
  return programOf(steps, { journey: name, enrol: [onEvent(`${name} asked`)], ...rest });
}

const isPro: Condition = {
  kind: 'field',
  path: 'traits.plan',
  type: 'string',
  tests: [{ kind: 'compare', comparison: 'eq', operand: { kind: 'value', value: 'pro' } }],
};
const sameTeam = [{ path: 'team', comparison: 'eq', operand: { kind: 'ref', path: 'entry.properties.team' } }] as const;
const clauses = [on('Import Finished', { to: 1 }), on('Import Failed', { to: 1 })];

const release = releaseOf(
  [
    journey('sets', [set({ plan: 'pro' })]),
    journey('watches', [waitFor(isPro, 'plan pro', { atMost: 90 * day, done: 1, timeout: 2 }), exit('seen'), exit('never')]),
    journey('starts', [start('team', { next: 1 }), exit('started')]),
    journey('team', [waitAny([on('Team Ready', {}, sameTeam)], { atMost: 90 * day })], { per: 'properties.team' }),
    journey('meets', [experiment({ control: 1, video: 1 }, { next: 1 }), delay(hour)]),
    journey('meets-again', [experiment({ control: 1, video: 1 }, { next: 1 }), exit('met')]),
    journey('imports', [waitAny(clauses, { as: 'import', atMost: 90 * day, done: 1, timeout: 1 }), send('imported')]),
    journey('imports-late', [waitAny(clauses, { as: 'import', atMost: day, done: 1, timeout: 1 }), send('imported')]),
    journey('first-in-line', [delay(90 * day)], { enrol: [onEvent('Both Asked')], exclusive: 'line', priority: 9 }),
    journey('next-in-line', [delay(90 * day)], { enrol: [onEvent('Both Asked')], exclusive: 'line', priority: 1 }),
    journey('withheld', [send('welcome')], { holdout: 1, goal: { milestone: 'project', event: 'Project Created', within: 14 * day } }),
    journey('comes-back', [exit('done')], { again: { kind: 'after', after: 30 * day } }),
    journey('repeats', [repeat({ upTo: 2, every: day, until: done('Invited'), body: 1 }), send('invite', { next: 0 })]),
  ],
  {
    experiments: { tour: { experiment: 'tour', arms: [{ arm: 'control', weight: 50 }, { arm: 'video', weight: 50 }], coverage: 1, target: null } },
    templates: { imported: { subject: 'Rows: [{{ waits.import.properties.rows }}]', html: '<p>Hello</p>' } },
  },
); // prettier-ignore

let house: RealJourneys;
beforeAll(async () => (house = await openRealJourneys(release)), 60_000);
afterAll(() => house.close());

describe('set', () => {
  it('stores its event, changes the trait, and wakes another journey of the same user that waits for it', async () => {
    const user = await house.somebody();
    await house.does(user, 'watches asked');
    await house.once(user, ({ visits }) => visits.watches?.status === 'open');
    await house.does(user, 'sets asked');
    expect(await house.workflow('watches', user).result()).toMatchObject({ outcome: 'finished', words: 'seen' });
    const { profile } = await house.once(user, ({ todo }) => todo.length === 0);
    expect(profile.traits.plan).toBe('pro');
    const stored = await eventually(() => house.store.events.read(`usher:sets/${user}/1/1`), (kept) => kept?.status === 'done'); // prettier-ignore
    expect(stored?.event).toMatchObject({ type: 'identify', user, traits: { plan: 'pro' } });
  });
});

describe('start', () => {
  it('starts the other journey under the key of the entry event', async () => {
    const user = await house.somebody();
    await house.does(user, 'starts asked', { properties: { team: 'blue' } });
    expect(await house.workflow('starts', user).result()).toMatchObject({ words: 'started' });
    const course = courseOf({ journey: 'team', key: 'blue' });
    const { visits } = await house.once(user, (found) => found.visits[course]?.status === 'open');
    expect(visits[course]).toMatchObject({ key: 'blue', entry: { because: ['started by starts'] } });
    await house.does(user, 'Team Ready', { properties: { team: 'blue' } });
    expect(await house.workflow(course, user).result()).toMatchObject({ outcome: 'finished' });
  });

  it('is refused, with the reason, where the other journey has a key that the entry event does not give', async () => {
    const user = await house.somebody();
    await house.does(user, 'starts asked');
    expect(await house.workflow('starts', user).result()).toMatchObject({ words: 'started' });
    const { refused } = await house.store.users.read(user);
    expect(refused).toMatchObject([{ journey: 'team', because: ['started by starts', 'the entry event has no properties.team'] }]); // prettier-ignore
  });
});

describe('per', () => {
  it('keeps the enrolments of two keys apart: each hears of its own', async () => {
    const user = await house.somebody();
    const [blue, red] = ['blue', 'red'].map((key) => courseOf({ journey: 'team', key })) as [string, string];
    await Promise.all(['blue', 'red'].map((team) => house.does(user, 'team asked', { properties: { team } })));
    await house.once(user, ({ visits }) => visits[blue]?.status === 'open' && visits[red]?.status === 'open');
    await house.does(user, 'Team Ready', { properties: { team: 'red' } });
    expect(await house.workflow(red, user).result()).toMatchObject({ outcome: 'finished' });
    expect(await house.workflow(blue, user).describe()).toMatchObject({ status: { name: 'RUNNING' } });
    await house.does(user, 'Team Ready', { properties: { team: 'blue' } });
    expect(await house.workflow(blue, user).result()).toMatchObject({ outcome: 'finished' });
  });
});

describe('experiment', () => {
  it('records its exposure once, shows the arm in Temporal, and gives the same arm to another journey', async () => {
    const user = await house.somebody();
    await house.does(user, 'meets asked');
    await house.workflow('meets', user).result();
    await askAgain(user);
    const [met, ...others] = await house.store.exposures.of(user);
    expect([met, others]).toMatchObject([{ experiment: 'tour', journey: 'meets', kind: 'chosen', probability: 0.5 }, []]); // prettier-ignore
    expect(met?.bucket).toBeGreaterThanOrEqual(0);
    const arm = met?.arm ?? '';
    expect(await found(`UsherUser = "${user}" AND UsherArms = "tour=${arm}"`)).toEqual([`meets/${user}`]);
    // With the wait, in one event with all else that it changed; the end changes nothing of it.
    expect(await upserted('meets', user)).toEqual([
      ['UsherArms', 'UsherSince', 'UsherStatus', 'UsherStep'],
      ['UsherSince', 'UsherStatus', 'UsherStep'],
    ]);
    await house.does(user, 'meets-again asked');
    await house.workflow('meets-again', user).result();
    expect((await house.store.exposures.of(user)).at(-1)).toMatchObject({ journey: 'meets-again', arm, probability: null, bucket: null }); // prettier-ignore
  });

  /** The first decision is asked for once more, as by a worker whose answer was lost. */
  async function askAgain(user: string): Promise<void> {
    const unused = { send: () => Promise.reject(new Error('nothing is sent here')), close: () => undefined };
    const { store, clock } = house;
    const log = pino({ level: 'silent' });
    const decide = createDecide({
      store,
      clock,
      email: unused,
      webhook: unused,
      links: null,
      begin: () => undefined,
      log,
    });
    const enrolment = { journey: 'meets', user, visit: 1, release: release.id };
    await decide({ enrolment, number: 0, state: null, now: Date.now() });
  }

  /** The workflows that Temporal finds; its index may be a moment behind. */
  async function found(query: string): Promise<readonly string[]> {
    const list = async (): Promise<string[]> => {
      const ids: string[] = [];
      for await (const { workflowId } of house.temporal.client.workflow.list({ query })) ids.push(workflowId);
      return ids;
    };
    return eventually(list, (ids) => ids.length > 0);
  }

  async function upserted(course: string, user: string): Promise<readonly string[][]> {
    const { events } = await house.workflow(course, user).fetchHistory();
    const upserts = events?.flatMap((event) => event.upsertWorkflowSearchAttributesEventAttributes ?? []) ?? [];
    return upserts.map(({ searchAttributes }) => Object.keys(searchAttributes?.indexedFields ?? {}).sort());
  }
});

describe('a mail after a wait for any of several events', () => {
  it('shows the event that was matched', async () => {
    const user = await house.somebody();
    await house.does(user, 'imports asked');
    await house.once(user, ({ visits }) => visits.imports?.status === 'open');
    await house.does(user, 'Import Finished', { properties: { rows: 120 } });
    const [mail] = await house.stack.inbox.waitFor(`${user}@acme.test`, 1);
    expect(mail?.subject).toBe('Rows: [120]');
  });

  it('shows nothing where the time was over before one came', async () => {
    const user = await house.somebody();
    await house.does(user, 'imports-late asked');
    const [mail] = await house.stack.inbox.waitFor(`${user}@acme.test`, 1);
    expect(mail?.subject).toBe('Rows: []');
    await house.workflow('imports-late', user).result();
    const [nudge] = await house.store.nudges.of(user);
    expect(nudge?.at).toBe(
      ((await house.store.users.read(user)).visits['imports-late']?.entry.receivedAt ?? NaN) + day,
    );
  });
});

describe('who may enter', () => {
  it('exclusive and priority: of two journeys of one group the one of higher priority', async () => {
    const user = await house.somebody();
    const because = ['in first-in-line, of the same group line'];
    expect(await house.does(user, 'Both Asked')).toMatchObject({ entered: ['first-in-line'], refused: [{ journey: 'next-in-line', because }] }); // prettier-ignore
    expect(await house.workflow('first-in-line', user).describe()).toMatchObject({ status: { name: 'RUNNING' } });
    await expect(house.workflow('next-in-line', user).describe()).rejects.toThrow();
    await house.workflow('first-in-line', user).terminate('the test is over');
  });

  it('holdout: nobody who is held out, and their goal counts', async () => {
    const user = await house.somebody();
    expect(await house.does(user, 'withheld asked')).toMatchObject({ entered: [], refused: [{ journey: 'withheld' }] });
    const at = house.clock.at(Date.now(), user);
    await house.does(user, 'Project Created', { at });
    const { heldOut, visits } = await house.store.users.read(user);
    expect([heldOut.withheld?.converted, visits]).toEqual([at, {}]);
    await expect(house.workflow('withheld', user).describe()).rejects.toThrow();
  });

  it('again: whoever left long enough ago, in a second visit', async () => {
    const user = await house.somebody();
    await house.does(user, 'comes-back asked');
    await house.workflow('comes-back', user).result();
    const { endedAt } = (await house.store.users.read(user)).visits['comes-back'] ?? {};
    const soon = await house.does(user, 'comes-back asked', { at: (endedAt ?? NaN) + 29 * day });
    expect(soon.refused).toMatchObject([{ because: ['last visit ended 29 days ago, needs 30 days'] }]);
    expect(await house.does(user, 'comes-back asked', { at: (endedAt ?? NaN) + 30 * day })).toMatchObject({ entered: ['comes-back'] }); // prettier-ignore
    const { visits } = await house.once(user, (found) => found.visits['comes-back']?.status === 'closed');
    expect(visits['comes-back']).toMatchObject({ visit: 2 });
  });
});

describe('repeat', () => {
  it('sends a nudge a round, a day apart', async () => {
    const user = await house.somebody();
    await house.does(user, 'repeats asked');
    expect(await house.workflow('repeats', user).result()).toMatchObject({ outcome: 'finished' });
    const nudges = await house.store.nudges.of(user);
    const entry = (await house.store.users.read(user)).visits.repeats?.entry.receivedAt ?? NaN;
    expect(nudges.map(({ key, at }) => [key, at - entry])).toEqual([
      [`repeats/${user}/1/invite/1`, 0],
      [`repeats/${user}/1/invite/2`, day],
    ]);
  });
});
