import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { newVisit } from '../../domain/enrolment/new-visit.ts';
import { newUser } from '../../domain/enrolment/user.ts';
import { realClock } from '../../domain/time/clock.ts';
import { minute } from '../../domain/time/instant.ts';
import type { TemporalClient } from '../../ingest/connect.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import { monday } from '../support/event.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

let kept: TestStore;
let ingest: Ingest;
let errors: unknown[];
let looks: number;

beforeEach(async () => {
  kept = await openTestStore();
  errors = [];
  looks = 0;
  const onError = (error: unknown): void => void errors.push(error);
  ingest = createIngest({ store: kept.store, temporal: emptied(), clock: realClock, onError });
});
afterEach(async () => {
  await ingest.close();
  await kept.close();
});

/** A Temporal that answers, and knows nothing of anybody. */
function emptied(): TemporalClient {
  const unknown = (): Promise<never> => Promise.reject(new WorkflowNotFoundError('unknown', 'test/bo', undefined));
  const describe = (): Promise<never> => {
    looks++;
    return unknown();
  };
  const client = {
    workflow: { getHandle: () => ({ signal: unknown, describe }) },
    withDeadline: (_: number, ask: () => Promise<unknown>) => ask(),
  } as unknown as Client;
  return { client, taskQueue: 'nowhere', close: () => Promise.resolve() };
}

/** So many people in a journey, each with a wake-up to be told. */
async function people(count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, (_, index) => `bo-${index}`);
  const entry = { event: 'e-1', at: monday, receivedAt: monday, because: ['Signed Up'] };
  const visit = newVisit({ visit: 1, key: null, exclusive: null, release: 'r-1', entry });
  const wake = { kind: 'wake', course: 'test', number: 1, at: monday, event: 'e-2' } as const;
  for (const id of ids) {
    const user = { ...newUser(id), visits: { test: { ...visit, status: 'open' as const, number: 1 } }, todo: [wake] };
    await kept.store.users.write(user, Date.now() - minute);
  }
  return ids;
}

async function statuses(ids: readonly string[]): Promise<readonly (string | undefined)[]> {
  const users = await Promise.all(ids.map((id) => kept.store.users.read(id)));
  return users.map(({ visits }) => visits.test?.status);
}

describe('a Temporal that knows none of the workflows that are to be woken', () => {
  it('is more likely the wrong one: no visit is closed, the wake-ups stay to be told, and the sweep says why', async () => {
    const ids = await people(21);
    await expect(ingest.sweep()).rejects.toMatchObject({ code: 'RECONCILE_REFUSED' });
    ingest.begin(await kept.store.users.read('bo-0'), (await kept.store.users.read('bo-0')).todo);
    await ingest.settled();
    expect(errors).toMatchObject([{ code: 'RECONCILE_REFUSED', message: expect.stringMatching(/21 of 21 .*TEMPORAL_NAMESPACE/) as string }]); // prettier-ignore
    expect(new Set(await statuses(ids))).toEqual(new Set(['open']));
    expect((await kept.store.users.read('bo-0')).todo).toHaveLength(1);
    // One by one as often as it was met, and all of them once for the lot.
    expect(looks).toBeLessThanOrEqual(21 + 1 + 21);
  });

  it('is believed where the visits are few enough to have lost their workflows for reasons of their own', async () => {
    const ids = await people(20);
    await ingest.sweep();
    expect(new Set(await statuses(ids))).toEqual(new Set(['closed']));
  });

  it('is believed by whoever says to be sure', async () => {
    await people(22);
    expect(await ingest.meet('bo-0', 'test', { isSure: true })).toBe('ended');
    await expect(ingest.meet('bo-1', 'test')).rejects.toMatchObject({ code: 'RECONCILE_REFUSED' });
    expect(await statuses(['bo-0', 'bo-1'])).toEqual(['closed', 'open']);
  });
});
