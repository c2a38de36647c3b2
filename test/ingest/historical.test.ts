import { hour, minute } from '../../domain/time/instant.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import type { Store } from '../../store/index.ts';
import { setClock } from '../support/clock.ts';
import { monday, track } from '../support/event.ts';
import { programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { send } from '../support/steps.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';

let kept: TestStore;

beforeAll(async () => {
  kept = await openTestStore();
  await kept.store.releases.publish(releaseOf([programOf([send('welcome')])]), monday);
});
afterAll(() => kept.close());

function ingestOf(store: Store): Ingest {
  return createIngest({ store, temporal: absentTemporal, clock: setClock(monday), onError: () => {} });
}

describe('an event told as history', () => {
  it('is counted, and enrols nobody, though its timestamp is of just now', async () => {
    const user = freshName('bo');
    const ingest = ingestOf(kept.store);
    const receipt = await ingest.take(track(user, 'Signed Up', { at: monday }), { historical: true });
    await ingest.close();
    expect(receipt).toMatchObject({ status: 'stored', late: true, entered: [] });
    const { profile, visits } = await kept.store.users.read(user);
    expect([profile.events['Signed Up']?.count, visits]).toEqual([1, {}]);
  });

  it('stays history when a crash leaves it to a sweep, and when it is sent again as news', async () => {
    const user = freshName('bo');
    const users = { ...kept.store.users, write: () => Promise.reject(new Error('killed')) };
    const message = track(user, 'Signed Up', { at: monday });
    await expect(ingestOf({ ...kept.store, users }).take(message, { historical: true })).rejects.toThrow('killed');
    await kept.age(minute);
    const ingest = ingestOf(kept.store);
    await ingest.sweep();
    expect(await ingest.take(message)).toMatchObject({ status: 'duplicate' });
    await ingest.close();
    expect((await kept.store.users.read(user)).visits).toEqual({});
  });
});

describe('an event whose sender’s clock is ahead', () => {
  it('counts as of its receipt, and both the receipt and the event say so', async () => {
    const user = freshName('bo');
    const ingest = ingestOf(kept.store);
    const messageId = freshName('message');
    const receipt = await ingest.take(track(user, 'Opened', { at: monday + hour, messageId }));
    await ingest.close();
    expect(receipt).toMatchObject({ status: 'stored', clamped: true });
    expect((await kept.store.events.read(messageId))?.event).toMatchObject({
      timestamp: monday,
      claimed: monday + hour,
    });
    expect((await kept.store.users.read(user)).profile.events.Opened?.last).toBe(monday);
  });
});
