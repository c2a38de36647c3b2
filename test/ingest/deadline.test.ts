import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { newVisit } from '../../domain/enrolment/new-visit.ts';
import { newUser } from '../../domain/enrolment/user.ts';
import type { Intent } from '../../domain/enrolment/visit.ts';
import { realClock } from '../../domain/time/clock.ts';
import { second } from '../../domain/time/instant.ts';
import { createLook } from '../../ingest/look.ts';
import { nudgesLost } from '../../ingest/reconcile-nudges.ts';
import { findSuspects } from '../../ingest/reconcile-suspects.ts';
import { createTell } from '../../ingest/tell.ts';
import type { TemporalClient } from '../../ingest/connect.ts';
import type { Store } from '../../store/index.ts';
import { monday } from '../support/event.ts';

/** A Temporal that never answers: what is asked of it ends with its deadline, or not at all. */
function frozen(): { temporal: TemporalClient; patience: () => readonly number[] } {
  const deadlines: number[] = [];
  const never = (): Promise<never> => new Promise(() => undefined);
  const client = {
    workflow: {
      start: never,
      getHandle: () => ({ signal: never, describe: never }),
      list: () => ({ [Symbol.asyncIterator]: () => ({ next: never }) }),
    },
    withDeadline(deadline: number, ask: () => Promise<unknown>) {
      deadlines.push(deadline - Date.now());
      void ask();
      return Promise.reject(new WorkflowNotFoundError('late', 'test/bo', undefined));
    },
  } as unknown as Client;
  const temporal = { client, taskQueue: 'nowhere', close: () => Promise.resolve() };
  return { temporal, patience: () => deadlines };
}

const entry = { event: 'e-1', at: monday, receivedAt: monday, because: ['Signed Up'] };
const visit = newVisit({ visit: 1, key: null, exclusive: null, release: 'r-1', entry });
const user = { ...newUser('bo'), visits: { test: visit } };

describe('a Temporal that does not answer', () => {
  it.each<Exclude<Intent, { kind: 'event' }>>([
    { kind: 'start', course: 'test', visit: 1, at: monday },
    { kind: 'wake', course: 'test', number: 1, at: monday, event: 'e-2' },
  ])('is told for five seconds at most: $kind', async (intent) => {
    const { temporal, patience } = frozen();
    await createTell(temporal)(user, intent).catch(() => null);
    expect(patience()).toHaveLength(1);
    expect(patience()[0]).toBeLessThanOrEqual(5 * second);
  });

  it('is looked at for five seconds at most', async () => {
    const { temporal, patience } = frozen();
    await createLook(temporal, realClock)('bo', 'test');
    expect(patience()).toHaveLength(1);
    expect(patience()[0]).toBeLessThanOrEqual(5 * second);
  });

  it('is asked for its lists, and for what is lost, for five seconds at most', async () => {
    const { temporal, patience } = frozen();
    const users = { open: () => Promise.resolve([]), visiting: () => Promise.resolve([]) } as unknown as Store['users'];
    const store = { users, trail: {} as Store['trail'] };
    const searching = { store, temporal, clock: realClock, thorough: false, onProgress: () => undefined };
    await expect(findSuspects(searching)).rejects.toThrow('late');
    await nudgesLost({ store: {} as Store, temporal }, { user: 'bo', course: 'test' }).catch(() => null);
    expect(patience()).toHaveLength(3);
    expect(Math.max(...patience())).toBeLessThanOrEqual(5 * second);
  });
});
