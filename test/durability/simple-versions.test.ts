import { pino } from 'pino';
import { createDecide } from '../../activities/decide.ts';
import { workflowId } from '../../domain/enrolment/identity.ts';
import { minute, second } from '../../domain/time/instant.ts';
import type { TemporalClient } from '../../ingest/connect.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import type { Store } from '../../store/index.ts';
import { setClock } from '../support/clock.ts';
import { monday, track } from '../support/event.ts';
import { programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { exit } from '../support/steps.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal, connectSharedTemporal } from '../support/temporal.ts';
import { noWebhooks } from '../support/webhook.ts';

const release = releaseOf([programOf([exit('done')], { again: { kind: 'always' } })]);
const clock = setClock(monday);

let kept: TestStore;
let temporal: TemporalClient;
const opened: Ingest[] = [];

beforeAll(async () => {
  kept = await openTestStore();
  temporal = await connectSharedTemporal(kept.stack);
  await kept.store.releases.publish(release, monday);
});
afterEach(async () => {
  await Promise.allSettled(opened.splice(0).map((ingest) => ingest.close()));
});
afterAll(async () => {
  await temporal.close();
  await kept.close();
});

/** An ingest as one process has it. */
function ingestOf(store: Store, client = absentTemporal): Ingest {
  const ingest = createIngest({ store, temporal: client, clock, onError: () => {} });
  opened.push(ingest);
  return ingest;
}

async function countOf(user: string, event: string): Promise<number | undefined> {
  return (await kept.store.users.read(user)).profile.events[event]?.count;
}

describe('the id of a folded event', () => {
  const killed = (): Promise<never> => Promise.reject(new Error('killed'));

  it('stays until the event is marked: one that left after a minute, or with a sweep, would be counted again', async () => {
    const [user, messageId] = [freshName('bo'), freshName('message')];
    const message = track(user, 'Opened', { at: monday, messageId });
    const unmarking: Store = { ...kept.store, events: { ...kept.store.events, markDone: killed } };
    const ingest = ingestOf(unmarking);
    await ingest.take(message);
    await kept.age(2 * minute);
    await ingest.take(track(user, 'Clicked', { at: monday }));
    await kept.age(10 * minute);
    await ingest.sweep();
    await ingestOf(kept.store).take(message);
    expect(await countOf(user, 'Opened')).toBe(1);
  });
});

describe('a write of whose end nobody has heard', () => {
  it('finds itself when it is made again: one that only adds up would count the event and enrol twice', async () => {
    const user = freshName('bo');
    let lost = 0;
    const deaf: Store['users'] = {
      ...kept.store.users,
      async write(...written) {
        await kept.store.users.write(...written);
        if (lost++ === 0) throw new Error('connection lost');
        return false;
      },
    };
    const message = track(user, 'Signed Up', { at: monday });
    await expect(ingestOf({ ...kept.store, users: deaf }).take(message)).rejects.toThrow('connection lost');
    const before = await kept.store.users.read(user);
    expect(await ingestOf(kept.store).take(message)).toMatchObject({ status: 'duplicate' });
    expect(await countOf(user, 'Signed Up')).toBe(1);
    expect((await kept.store.users.read(user)).visits).toEqual(before.visits);
    expect(before.todo).toMatchObject([{ kind: 'start', visit: 1 }]);
  });
});

describe('a start that meets the run before it', () => {
  /** What the only decision of a visit writes, as its workflow would ask for it: no worker runs here. */
  async function ends(user: string): Promise<void> {
    const email = { send: () => Promise.reject(new Error('nothing is sent here')), close: () => {} };
    const log = pino({ level: 'silent' });
    const dependencies = {
      store: kept.store,
      clock,
      email,
      webhook: noWebhooks,
      links: null,
      begin: () => undefined,
      log,
    };
    const enrolment = { journey: 'test', user, visit: 1, release: release.id };
    await createDecide(dependencies)({ enrolment, number: 0, state: null, now: monday });
  }

  it('stays to be done: one that took the closing run for its own would lose the enrolment', async () => {
    const user = freshName('bo');
    const ingest = ingestOf(kept.store, temporal);
    const handle = temporal.client.workflow.getHandle(workflowId('test', user));
    await ingest.take(track(user, 'Signed Up', { at: monday }));
    await ingest.settled();
    await ends(user);
    // The document is closed, and its workflow has not heard of it.
    expect(await ingest.take(track(user, 'Signed Up', { at: monday + second }))).toMatchObject({ entered: ['test'] });
    await ingest.settled();
    const { runId } = await handle.describe();
    expect((await kept.store.users.read(user)).visits.test).toMatchObject({ visit: 2, status: 'starting' });
    await handle.terminate('as if it were through');
    await kept.age(11 * second);
    await ingest.sweep();
    const next = await handle.describe();
    expect(next.runId).not.toBe(runId);
    expect(next.status.name).toBe('RUNNING');
    expect((await kept.store.users.read(user)).visits.test).toMatchObject({ visit: 2, status: 'starting' });
  });
});
