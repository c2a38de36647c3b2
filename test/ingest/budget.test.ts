import { createIngest, type Ingest } from '../../ingest/index.ts';
import { setClock } from '../support/clock.ts';
import { identify, monday, track } from '../support/event.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';

let kept: TestStore;
let ingest: Ingest;

beforeAll(async () => {
  kept = await openTestStore();
  ingest = createIngest({ store: kept.store, temporal: absentTemporal, clock: setClock(monday), onError: () => {} });
});
afterAll(async () => {
  await ingest.close();
  await kept.close();
});

/** The user's document, as it stands in the database. */
function documentOf(user: string): Promise<unknown> {
  return kept.db.collection<{ _id: string }>('users').findOne({ _id: user });
}

/** Traits of about so many bytes, in one. */
function traits(name: string, bytes: number): Record<string, string> {
  return { [name]: 'x'.repeat(bytes) };
}

describe('a user who has no room for an event', () => {
  it('of traits keeps what was there, to the byte, and the refusal names the largest', async () => {
    const user = freshName('bo');
    await ingest.take(identify(user, traits('essay', 20_000), { at: monday }));
    const before = await documentOf(user);
    const refused = ingest.take(identify(user, traits('poem', 15_000), { at: monday }));
    await expect(refused).rejects.toMatchObject({
      code: 'USER_TOO_LARGE',
      message: expect.stringMatching(/^user would have 350\d\d bytes of traits, the largest is essay with 20002; at most 32768 are kept$/) as string, // prettier-ignore
    });
    expect(await documentOf(user)).toEqual(before);
  });

  it('of traits may still shrink them, and be told of anything else', async () => {
    const user = freshName('bo');
    await ingest.take(identify(user, traits('essay', 20_000), { at: monday - 2 }));
    await expect(ingest.take(identify(user, traits('poem', 15_000), { at: monday }))).rejects.toThrow(
      /bytes of traits/,
    );
    await ingest.take(track(user, 'Opened', { at: monday }));
    await ingest.take(identify(user, { essay: '' }, { at: monday - 1 }));
    await ingest.take(identify(user, traits('poem', 15_000), { at: monday }));
    expect(Object.keys((await kept.store.users.read(user)).profile.traits).sort()).toEqual(['essay', 'poem']);
  });

  it('of event names is refused the 201st, and no other', async () => {
    const user = freshName('bo');
    const names = Array.from({ length: 200 }, (_, index) => `Event ${index}`);
    await Promise.all(names.map((name) => ingest.take(track(user, name, { at: monday }))));
    await expect(ingest.take(track(user, 'Another', { at: monday }))).rejects.toMatchObject({
      code: 'USER_TOO_LARGE',
      message: 'user would have 201 different event names; at most 200 are kept for one user',
    });
    await ingest.take(track(user, 'Event 7', { at: monday }));
    const { events } = (await kept.store.users.read(user)).profile;
    expect([Object.keys(events).length, events['Event 7']?.count]).toEqual([200, 2]);
  });

  it('of anything is told which part is the largest', async () => {
    const user = freshName('bo');
    await ingest.take(track(user, 'Opened', { at: monday }));
    const read = await kept.store.users.read(user);
    const todo = Array.from({ length: 120 }, (_, number) => {
      return { kind: 'wake', course: `journey-${'x'.repeat(2_500)}`, number, at: monday, event: 'e-1' } as const;
    });
    await kept.store.users.write({ ...read, todo }, monday);
    await expect(ingest.take(track(user, 'Opened', { at: monday }))).rejects.toMatchObject({
      code: 'USER_TOO_LARGE',
      message: expect.stringMatching(/^user would have a document of 3\d{5} bytes, the largest part is todo with 3\d{5}; at most 262144 are kept$/) as string, // prettier-ignore
    });
    await kept.db.collection<{ _id: string }>('users').deleteOne({ _id: user });
  });

  it('takes the rest of what came with it in one write', async () => {
    const user = freshName('bo');
    const large = ingest.take(identify(user, traits('essay', 20_000), { at: monday }));
    const other = ingest.take(identify(user, traits('poem', 20_000), { at: monday }));
    const small = ingest.take(track(user, 'Opened', { at: monday }));
    const ends = await Promise.allSettled([large, other, small]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(ends[2].status).toBe('fulfilled');
  });
});

describe('an event that was refused for want of room', () => {
  it('is not folded by a sweep, and is taken when there is room again', async () => {
    const user = freshName('bo');
    await ingest.take(identify(user, traits('essay', 20_000), { at: monday - 2 }));
    const poem = identify(user, traits('poem', 15_000), { at: monday - 1 });
    await expect(ingest.take(poem)).rejects.toThrow(/bytes of traits/);
    await kept.age(60_000);
    await ingest.sweep();
    expect(Object.keys((await kept.store.users.read(user)).profile.traits)).toEqual(['essay']);
    await ingest.take(identify(user, { essay: '' }, { at: monday }));
    expect(await ingest.take(poem)).toMatchObject({ status: 'stored' });
    expect(await ingest.take(poem)).toMatchObject({ status: 'duplicate' });
    expect(Object.keys((await kept.store.users.read(user)).profile.traits).sort()).toEqual(['essay', 'poem']);
  });
});
