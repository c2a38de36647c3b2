import { newUser } from '../../domain/enrolment/user.ts';
import { ownEventId } from '../../domain/profile/own-event-id.ts';
import { createCarryOut } from '../../ingest/carry-out.ts';
import { eventHash } from '../../ingest/message.ts';
import type { Pending } from '../../ingest/fold.ts';
import { eventOf, monday } from '../support/event.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

let kept: TestStore;
beforeAll(async () => (kept = await openTestStore()));
afterAll(() => kept.close());

describe('an event of a journey’s own', () => {
  const messageId = ownEventId(['test', 'bo', 1, 3]);
  const set = (plan: string) => eventOf('bo', null, { at: monday, messageId, traits: { plan } });

  /** Stores it, and returns what is folded then. */
  async function carried(plan: string): Promise<readonly Pending[]> {
    const folded: Pending[] = [];
    const fold = (pending: Pending) => Promise.resolve(folded.push(pending));
    const unused = () => Promise.reject(new Error('nothing is told here'));
    const { store } = kept;
    const carryOut = createCarryOut({ tell: unused, meet: unused, store, fold, now: () => monday });
    await carryOut(newUser('bo'), { kind: 'event', event: set(plan) });
    return folded;
  }

  it('is stored and folded, again under its own id', async () => {
    expect(await carried('pro')).toEqual([{ event: set('pro'), storedAt: monday }]);
    expect(await carried('pro')).toEqual([{ event: set('pro'), storedAt: null }]);
  });

  it('whose id another one has, as after a backup was restored, is stored beside it', async () => {
    await carried('pro');
    expect(await carried('free')).toEqual([{ event: set('free'), storedAt: null }]);
    await carried('free');
    const stored = await kept.store.events.of('bo');
    const ids = [messageId, `${messageId}/${eventHash(set('free'))}`];
    expect(stored.map(({ event }) => [event.messageId, event.traits.plan]).sort()).toEqual([[ids[0], 'pro'], [ids[1], 'free']]); // prettier-ignore
  });
});
