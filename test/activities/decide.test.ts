import { pino } from 'pino';
import { createDecide, type DecideRequest } from '../../activities/decide.ts';
import type { Instruction } from '../../domain/enrolment/instruction.ts';
import { day, hour } from '../../domain/time/instant.ts';
import { createIngest } from '../../ingest/index.ts';
import type { Store } from '../../store/index.ts';
import { setClock } from '../support/clock.ts';
import { monday, track } from '../support/event.ts';
import { done, onEvent, programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { delay, waitFor } from '../support/steps.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';
import { noWebhooks } from '../support/webhook.ts';

const ends = { done: 1, timeout: 1, next: 1 };
const wait = waitFor(done('Profile Completed'), 'Profile Completed', { id: 'wait-profile', atMost: 2 * day, ...ends });
const pause = delay();
const again = {
  journey: 'again',
  enrol: [onEvent('Came Back')],
  again: { kind: 'always' },
} as const;
const release = releaseOf([programOf([wait, pause]), programOf([], again)]);
const clock = setClock(monday);
const unused = { send: () => Promise.reject(new Error('nothing is sent here')), close: () => {} };

let kept: TestStore;
beforeAll(async () => {
  kept = await openTestStore();
  await kept.store.releases.publish(release, monday);
});
beforeEach(() => clock.shows(monday));
afterAll(() => kept.close());

async function takes(user: string, event: string, at = monday): Promise<void> {
  const ingest = createIngest({ store: kept.store, temporal: absentTemporal, clock, onError: () => {} });
  await ingest.take(track(user, event, { at }));
  await ingest.close();
}

async function entered(): Promise<string> {
  const user = freshName('bo');
  await takes(user, 'Signed Up');
  return user;
}

type Asking = Partial<DecideRequest> & { readonly store?: Store; readonly journey?: string; readonly visit?: number };

function decide(
  user: string,
  { store = kept.store, journey = 'test', visit = 1, ...asking }: Asking = {},
): Promise<Instruction> {
  const enrolment = { journey, user, visit, release: release.id };
  const request = { enrolment, number: 0, state: null, now: monday, ...asking };
  return createDecide({
    store,
    clock,
    email: unused,
    webhook: noWebhooks,
    links: null,
    begin: () => undefined,
    log: pino({ level: 'silent' }),
  })(request);
}

describe('a decision', () => {
  it('opens the visit, and is written with what it awaits and its trail', async () => {
    const user = await entered();
    expect(await decide(user)).toMatchObject({ number: 1, status: 'waiting', step: 'wait-profile' });
    const { visits, todo } = await kept.store.users.read(user);
    expect(visits.test).toMatchObject({ status: 'open', number: 1, awaits: [{ what: 'step' }] });
    expect(todo).toEqual([]);
    expect(await kept.store.trail.of(user)).toMatchObject([{ number: 1, entries: [{ what: 'entered', because: ['Signed Up'] }] }]); // prettier-ignore
  });

  it('asked for again is given again, whatever has happened since', async () => {
    const user = await entered();
    const first = await decide(user);
    await takes(user, 'Profile Completed');
    expect(await decide(user, { now: monday + hour })).toEqual(first);
    expect((await kept.store.users.read(user)).visits.test?.number).toBe(1);
  });

  it('that was the last of its visit is given again and told, though another visit has begun before it was told', async () => {
    const user = freshName('bo');
    await takes(user, 'Came Back');
    const dying: Store = {
      ...kept.store,
      trail: { ...kept.store.trail, append: () => Promise.reject(new Error('killed')) },
    };
    await expect(decide(user, { journey: 'again', store: dying })).rejects.toThrow('killed');
    await takes(user, 'Came Back', monday + hour);
    expect((await kept.store.users.read(user)).visits.again).toMatchObject({ visit: 2, status: 'starting' });
    expect(await decide(user, { journey: 'again' })).toMatchObject({
      number: 1,
      task: { kind: 'end', outcome: 'finished' },
    });
    expect(await kept.store.trail.of(user)).toMatchObject([{ visit: 1, entries: [{ what: 'entered' }, { what: 'finished' }] }]); // prettier-ignore
    await decide(user, { journey: 'again', visit: 2 });
    const { again } = (await kept.store.users.read(user)).visits;
    expect(again).toMatchObject({ visit: 2, status: 'closed' });
    expect(again).not.toHaveProperty('before');
  });

  it('asked for ten times at once is one decision', async () => {
    const user = await entered();
    const answers = await Promise.all(Array.from({ length: 10 }, () => decide(user)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await kept.store.users.read(user)).visits.test?.number).toBe(1);
    expect(await kept.store.trail.of(user)).toHaveLength(1);
  });

  it('while events come in loses none of them', async () => {
    const user = await entered();
    await Promise.all([decide(user), ...Array.from({ length: 10 }, () => takes(user, 'Clicked'))]);
    expect((await kept.store.users.read(user)).profile.events.Clicked?.count).toBe(10);
    expect((await kept.store.users.read(user)).visits.test?.number).toBe(1);
  });

  it('tells its trail even where the process was killed between the write and the trail', async () => {
    const user = await entered();
    const dying: Store = { ...kept.store, trail: { ...kept.store.trail, append: () => Promise.reject(new Error('killed')) } }; // prettier-ignore
    await expect(decide(user, { store: dying })).rejects.toThrow('killed');
    expect(await kept.store.trail.of(user)).toEqual([]);
    expect(await decide(user)).toMatchObject({ number: 1 });
    expect(await kept.store.trail.of(user)).toHaveLength(1);
  });

  it('of a workflow that is ahead of a restored database goes on from the workflow’s state', async () => {
    const user = await entered();
    await decide(user);
    const state = { step: 1, since: monday + hour, entry: monday };
    clock.shows(monday + 2 * hour);
    const next = await decide(user, { number: 4, state, now: monday + 2 * hour });
    expect(next).toMatchObject({ number: 5, status: 'delayed', step: 'pause', state });
    expect((await kept.store.users.read(user)).visits.test?.number).toBe(5);
  });

  it('of a visit that nobody knows, or that was replaced, is to end', async () => {
    const over = { task: { kind: 'end', outcome: 'left', words: 'this visit is over or forgotten' } };
    expect(await decide(freshName('nobody'))).toMatchObject(over);
    const user = await entered();
    const enrolment = { journey: 'test', user, visit: 2, release: release.id };
    expect(await decide(user, { enrolment })).toMatchObject(over);
  });

  it('under a release that is not there says which', async () => {
    const enrolment = { journey: 'test', user: 'bo', visit: 1, release: 'abcdef0123' };
    const refusal = decide('bo', { enrolment });
    await expect(refusal).rejects.toMatchObject({
      code: 'RELEASE_MISSING',
      message: 'release abcdef0 with journey test is not in the database',
    });
  });
});

describe('what the history gets', () => {
  it('is at most four reasons of 120 bytes', async () => {
    const user = await entered();
    const { because } = await decide(user);
    expect(because.length).toBeLessThanOrEqual(4);
    expect(because.every((reason) => Buffer.byteLength(reason) <= 120)).toBe(true);
  });

  it('is a state of at most 300 bytes', async () => {
    const { state } = await decide(await entered());
    expect(JSON.stringify(state).length).toBeLessThanOrEqual(300);
  });
});
