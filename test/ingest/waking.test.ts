import { createDecide } from '../../activities/decide.ts';
import { pino } from 'pino';
import type { Enrolment } from '../../domain/enrolment/identity.ts';
import { workflowId } from '../../domain/enrolment/identity.ts';
import type { Visit } from '../../domain/enrolment/visit.ts';
import { day, hour, minute, second } from '../../domain/time/instant.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import type { TemporalClient } from '../../ingest/connect.ts';
import { setClock } from '../support/clock.ts';
import { monday, track } from '../support/event.ts';
import { done, programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { waitFor } from '../support/steps.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal, connectSharedTemporal } from '../support/temporal.ts';
import { noWebhooks } from '../support/webhook.ts';

const wait = waitFor(done('Profile Completed'), 'Profile Completed', { id: 'wait-profile', atMost: 9 * day });
const program = programOf([wait], { goal: { milestone: 'project', event: 'Project Created', within: 14 * day } });
const release = releaseOf([program]);
const clock = setClock(monday);

let kept: TestStore;
let temporal: TemporalClient;
let ingest: Ingest;

beforeAll(async () => {
  kept = await openTestStore();
  temporal = await connectSharedTemporal(kept.stack);
  await kept.store.releases.publish(release, monday);
});
beforeEach(() => (ingest = ingestOn(temporal)));
afterEach(() => ingest.close());
afterAll(async () => {
  await temporal.close();
  await kept.close();
});

function ingestOn(client: TemporalClient): Ingest {
  return createIngest({ store: kept.store, temporal: client, clock, onError: () => {} });
}

/** Takes an event in, and everything that it has caused. */
async function takes(user: string, event: string, at = monday): ReturnType<Ingest['take']> {
  const receipt = await ingest.take(track(user, event, { at }));
  await ingest.settled();
  return receipt;
}

/** The first decision, as the journey's workflow would ask for it. */
async function decided(user: string, number = 0): Promise<void> {
  const unused = { send: () => Promise.reject(new Error('nothing is sent here')), close: () => {} };
  const decide = createDecide({
    store: kept.store,
    clock,
    email: unused,
    webhook: noWebhooks,
    links: null,
    begin: () => undefined,
    log: pino({ level: 'silent' }),
  });
  const enrolment: Enrolment = { journey: 'test', user, visit: 1, release: release.id };
  await decide({ enrolment, number, state: null, now: monday });
}

/** What the workflow's history holds of a kind. */
async function told(user: string): Promise<{ starts: number; signals: readonly number[] }> {
  const { events } = await temporal.client.workflow.getHandle(workflowId('test', user)).fetchHistory();
  const signals = events?.flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => {
    const data = signal?.input?.payloads?.[0]?.data;
    return data == null ? [] : [Number(Buffer.from(data).toString())];
  });
  const starts = events?.filter((event) => event.workflowExecutionStartedEventAttributes != null).length ?? 0;
  return { starts, signals: signals ?? [] };
}

async function visitOf(user: string): Promise<Visit | undefined> {
  return (await kept.store.users.read(user)).visits.test;
}

async function exists(user: string): Promise<boolean> {
  return temporal.client.workflow
    .getHandle(workflowId('test', user))
    .describe()
    .then(
      () => true,
      () => false,
    );
}

describe('an event that enrols', () => {
  it('starts the workflow of this visit, pinned to the current release', async () => {
    const user = freshName('a/b|$.@🦜');
    expect(await takes(user, 'Signed Up')).toMatchObject({ entered: ['test'], woke: [] });
    const { events } = await temporal.client.workflow.getHandle(`test/${user}`).fetchHistory();
    const started = events?.[0]?.workflowExecutionStartedEventAttributes;
    expect(JSON.parse(Buffer.from(started?.input?.payloads?.[0]?.data ?? []).toString())).toEqual({ journey: 'test', user, visit: 1, release: release.id }); // prettier-ignore
    expect(await visitOf(user)).toMatchObject({ status: 'starting', visit: 1, number: 0, release: release.id });
  });

  it('starts it once, however often and in however many processes the event comes', async () => {
    const user = freshName('bo');
    const other = ingestOn(temporal);
    const message = track(user, 'Signed Up', { at: monday });
    await Promise.all([1, 2, 3, 4].flatMap(() => [ingest.take(message), other.take(message)]));
    await Promise.all([ingest.settled(), other.close()]);
    expect(await told(user)).toEqual({ starts: 1, signals: [] });
    expect((await visitOf(user))?.visit).toBe(1);
  });

  it('does not enrol again while the user is under way, and says why', async () => {
    const user = freshName('bo');
    await takes(user, 'Signed Up');
    const again = await takes(user, 'Signed Up');
    expect(again).toMatchObject({ entered: [], refused: [{ journey: 'test', because: ['already in this journey'] }] });
  });

  it('does not enrol when it comes a day late: it only tells of the user', async () => {
    const user = freshName('bo');
    expect(await takes(user, 'Signed Up', monday - day - 1)).toMatchObject({ late: true, entered: [] });
    const { visits, profile } = await kept.store.users.read(user);
    expect([visits, profile.events['Signed Up']?.count]).toEqual([{}, 1]);
    expect(await exists(user)).toBe(false);
  });

  it('still enrols when it is a day old to the millisecond', async () => {
    expect(await takes(freshName('bo'), 'Signed Up', monday - day)).toMatchObject({ late: false, entered: ['test'] });
  });
});

describe('an event that somebody waits for', () => {
  /** Somebody whose first decision waits. */
  async function waiting(): Promise<string> {
    const user = freshName('bo');
    await takes(user, 'Signed Up');
    await decided(user);
    return user;
  }

  it.each(['Profile Completed', 'Project Created'])('wakes by the number of the wait: %s', async (event) => {
    const user = await waiting();
    expect(await takes(user, event)).toMatchObject({ woke: ['test'] });
    expect((await told(user)).signals).toEqual([1]);
  });

  it('wakes at most once per number', async () => {
    const user = await waiting();
    await Promise.all([1, 2, 3, 4, 5].map(() => takes(user, 'Profile Completed')));
    await takes(user, 'Project Created');
    expect((await told(user)).signals).toEqual([1]);
  });

  it('wakes nobody when nobody waits for it', async () => {
    const user = await waiting();
    expect(await takes(user, 'Page Viewed')).toMatchObject({ woke: [] });
    expect((await told(user)).signals).toEqual([]);
  });

  it('wakes nobody when it comes a day late', async () => {
    const user = await waiting();
    expect(await takes(user, 'Profile Completed', monday - 25 * hour)).toMatchObject({ late: true, woke: [] });
    expect((await told(user)).signals).toEqual([]);
  });

  it('before the first decision wakes nobody: the decision will see it', async () => {
    const user = freshName('bo');
    await takes(user, 'Signed Up');
    expect(await takes(user, 'Profile Completed')).toMatchObject({ woke: [] });
    await decided(user);
    expect(await visitOf(user)).toMatchObject({ status: 'closed', number: 1 });
    expect((await told(user)).signals).toEqual([]);
  });

  it('is no longer to do when the next decision is written', async () => {
    const user = await waiting();
    await takes(user, 'Profile Completed');
    await decided(user, 1);
    expect((await kept.store.users.read(user)).todo).toEqual([]);
  });
});

describe('Temporal away', () => {
  it('keeps no event from being acknowledged; a sweep starts what is to be started', async () => {
    const user = freshName('bo');
    const alone = ingestOn(absentTemporal);
    expect(await alone.take(track(user, 'Signed Up', { at: monday }))).toMatchObject({ status: 'stored', entered: ['test'] }); // prettier-ignore
    await alone.close();
    expect(await exists(user)).toBe(false);
    await kept.age(11 * second);
    expect((await ingest.sweep()).intents).toBeGreaterThan(0);
    expect(await told(user)).toEqual({ starts: 1, signals: [] });
  });

  it('keeps no wake-up from being told later', async () => {
    const user = freshName('bo');
    await takes(user, 'Signed Up');
    await decided(user);
    const alone = ingestOn(absentTemporal);
    await alone.take(track(user, 'Profile Completed', { at: monday }));
    await alone.close();
    expect((await told(user)).signals).toEqual([]);
    await kept.age(11 * second);
    await ingest.sweep();
    expect((await told(user)).signals).toEqual([1]);
  });

  it('for long is made good even for somebody who never stops sending events', async () => {
    const user = freshName('bo');
    const alone = ingestOn(absentTemporal);
    await alone.take(track(user, 'Signed Up', { at: monday }));
    await kept.age(minute);
    await alone.take(track(user, 'Page Viewed', { at: monday }));
    await alone.close();
    await ingest.sweep();
    expect(await exists(user)).toBe(true);
  });

  it('does not let the start of one user keep the others from being swept', async () => {
    const user = freshName('bo');
    const alone = ingestOn(absentTemporal);
    await alone.take(track(user, 'Signed Up', { at: monday }));
    await alone.close();
    await kept.age(11 * second);
    await expect(ingestOn(absentTemporal).sweep()).rejects.toThrow('away');
    await ingest.sweep();
    expect(await exists(user)).toBe(true);
  });

  it('leaves a visit that was started before to its workflow: a sweep starts nothing again', async () => {
    const user = freshName('bo');
    await takes(user, 'Signed Up');
    await kept.age(11 * second);
    await ingest.sweep();
    await ingest.sweep();
    expect(await told(user)).toEqual({ starts: 1, signals: [] });
  });
});
