import { ownEventId } from '../../domain/profile/own-event-id.ts';
import { realClock } from '../../domain/time/clock.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import { createRecord } from '../../ingest/record.ts';
import { eventOf } from '../support/event.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';

let kept: TestStore;
let ingest: Ingest;
beforeAll(async () => {
  kept = await openTestStore();
  ingest = createIngest({ store: kept.store, temporal: absentTemporal, clock: realClock, onError: () => {} });
});
afterAll(async () => {
  await ingest.close();
  await kept.close();
});

const clicked = (user: string, at = Date.now()) =>
  eventOf(user, 'Nudge Clicked', { at, messageId: ownEventId(['api', user]) });
const counted = async (user: string): Promise<number | undefined> =>
  (await kept.store.users.read(user)).profile.events['Nudge Clicked']?.count;

describe('an event of Usher’s own', () => {
  it('is stored and counted once, also where it comes again at another instant', async () => {
    const user = freshName('bo');
    expect(await ingest.record(clicked(user, Date.now() - 1000))).toBe('stored');
    expect(await ingest.record(clicked(user))).toBe('duplicate');
    expect(await Promise.all([1, 2, 3].map(() => ingest.record(clicked(user))))).not.toContain('stored');
    expect(await counted(user)).toBe(1);
  });

  it('is counted by whoever tells it again, where a crash came between storing and counting', async () => {
    const user = freshName('bo');
    const crash = () => Promise.reject(new Error('killed'));
    const dying = createRecord({ events: kept.store.events, fold: crash, now: Date.now });
    await expect(dying(clicked(user))).rejects.toThrow('killed');
    expect(await counted(user)).toBeUndefined();
    expect(await ingest.record(clicked(user))).toBe('duplicate');
    expect(await counted(user)).toBe(1);
  });
});
