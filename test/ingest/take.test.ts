import type { UsherError } from '../../domain/errors.ts';
import { day, minute, second } from '../../domain/time/instant.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import type { Store } from '../../store/index.ts';
import { setClock } from '../support/clock.ts';
import { identify, monday, track, type SegmentMessage } from '../support/event.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';
import { freshName } from '../support/stack.ts';

let kept: TestStore;
const clock = setClock(monday);
const opened: Ingest[] = [];

beforeAll(async () => (kept = await openTestStore()));
afterEach(async () => {
  await Promise.all(opened.splice(0).map((ingest) => ingest.close()));
});
afterAll(() => kept.close());

/** An ingest as one process has it. */
function ingestOf(store: Store): Ingest {
  const ingest = createIngest({ store, temporal: absentTemporal, clock, onError: () => {} });
  opened.push(ingest);
  return ingest;
}

async function countOf(user: string, event: string): Promise<number | undefined> {
  return (await kept.store.users.read(user)).profile.events[event]?.count;
}

/** A store that counts its writes of users, and lets the test do something before each of them. */
function watched(store: Store, before: () => Promise<void> | void = () => {}): { store: Store; writes: () => number } {
  let writes = 0;
  const users: Store['users'] = {
    ...store.users,
    async write(user, at) {
      writes++;
      await before();
      return store.users.write(user, at);
    },
  };
  return { store: { ...store, users }, writes: () => writes };
}

describe('an event', () => {
  it('is in the profile of its user when it is acknowledged', async () => {
    const user = freshName('bo');
    const ingest = ingestOf(kept.store);
    const receipt = await ingest.take(track(user, 'Signed Up', { at: monday - minute }));
    expect(receipt).toMatchObject({ status: 'stored', user, name: 'Signed Up', late: false });
    const { profile } = await kept.store.users.read(user);
    expect(profile.events['Signed Up']).toEqual({ count: 1, first: monday - minute, last: monday - minute, recent: [monday - minute] }); // prettier-ignore
  });

  it('may be named like anything: a dot, a dollar, the prototype of all objects', async () => {
    const user = freshName('a/b.c$|@🦜');
    const ingest = ingestOf(kept.store);
    const names = ['a.b', '$set', '__proto__', 'constructor', '%2E', '🦜', 'toString'];
    for (const name of names) await ingest.take(track(user, name, { at: monday }));
    const { profile } = await kept.store.users.read(user);
    expect(Object.keys(profile.events).sort()).toEqual([...names].sort());
    expect(Object.values(profile.events).map(({ count }) => count)).toEqual(names.map(() => 1));
  });

  it('sent twice is counted once, and the second is told so', async () => {
    const user = freshName('bo');
    const ingest = ingestOf(kept.store);
    const message = track(user, 'Signed Up', { at: monday });
    const receipts = [await ingest.take(message), await ingest.take(message)];
    expect(receipts.map(({ status }) => status)).toEqual(['stored', 'duplicate']);
    expect(await countOf(user, 'Signed Up')).toBe(1);
  });

  it('without an id is told apart by its content', async () => {
    const user = freshName('bo');
    const ingest = ingestOf(kept.store);
    const message = track(user, 'Signed Up', { at: monday, messageId: null });
    await ingest.take(message);
    await ingest.take({ ...message, sentAt: 'later', extra: true });
    await ingest.take({ ...message, properties: { plan: 'pro' } });
    expect(await countOf(user, 'Signed Up')).toBe(2);
  });

  it('sent 20 times at once is counted once', async () => {
    const user = freshName('bo');
    const ingest = ingestOf(kept.store);
    const message = track(user, 'Signed Up', { at: monday });
    const receipts = await Promise.all(Array.from({ length: 20 }, () => ingest.take(message)));
    expect(receipts.filter(({ status }) => status === 'stored')).toHaveLength(1);
    expect(await countOf(user, 'Signed Up')).toBe(1);
  });

  it('sent to two processes at once, 10 times each, is counted once', async () => {
    const user = freshName('bo');
    const processes = [ingestOf(kept.store), ingestOf(await kept.another())];
    const message = track(user, 'Signed Up', { at: monday });
    const receipts = await Promise.all(
      Array.from({ length: 10 }, () => processes.map((each) => each.take(message))).flat(),
    );
    expect(receipts.filter(({ status }) => status === 'stored')).toHaveLength(1);
    expect(await countOf(user, 'Signed Up')).toBe(1);
  });

  it('is still counted once when it comes again after a minute and after its id was tidied away', async () => {
    const user = freshName('bo');
    const ingest = ingestOf(kept.store);
    const message = track(user, 'Signed Up', { at: monday });
    await ingest.take(message);
    await ingest.close();
    await kept.age(10 * minute);
    expect((await ingest.sweep()).tidied).toBeGreaterThan(0);
    expect((await kept.store.users.read(user)).applied).toEqual([]);
    expect(await ingestOf(await kept.another()).take(message)).toMatchObject({ status: 'duplicate' });
    expect(await countOf(user, 'Signed Up')).toBe(1);
  });

  it.each([
    ['another user', { userId: 'di' }],
    ['another event', { event: 'Left' }],
    ['other properties', { properties: { plan: 'pro' } }],
  ])('under an id that was used for %s is refused, and changes nothing', async (_, other: SegmentMessage) => {
    const user = freshName('bo');
    const ingest = ingestOf(kept.store);
    const message = track(user, 'Signed Up', { at: monday });
    await ingest.take(message);
    const before = await kept.store.users.read(user);
    const refusal = await ingest.take({ ...message, ...other }).catch((error: unknown) => error as UsherError);
    expect(refusal).toMatchObject({ code: 'EVENT_CONFLICT', message: expect.stringContaining('expected an id of its own') as string }); // prettier-ignore
    expect(await kept.store.users.read(user)).toEqual(before);
  });
});

describe('many events of one user at once', () => {
  const names = ['Opened', 'Clicked', 'Closed'];

  it('are folded together in a few writes, and none is lost', async () => {
    const user = freshName('bo');
    const { store, writes } = watched(kept.store);
    const ingest = ingestOf(store);
    const messages = Array.from({ length: 200 }, (_, index) => track(user, names[index % 3]!, { at: monday - index }));
    await Promise.all(messages.map((message) => ingest.take(message)));
    expect(await Promise.all(names.map((name) => countOf(user, name)))).toEqual([67, 67, 66]);
    expect(writes()).toBeLessThan(60);
  });

  it('in two processes lose nothing either, and make the same profile as in order', async () => {
    const users = [freshName('bo'), freshName('di')] as const;
    const processes = [ingestOf(kept.store), ingestOf(await kept.another())];
    const story = Array.from({ length: 40 }, (_, index) => ({ name: names[index % 3]!, at: monday - index * second }));
    await Promise.all(story.map(({ name, at }, index) => processes[index % 2]!.take(track(users[0], name, { at }))));
    for (const { name, at } of story) await processes[0]!.take(track(users[1], name, { at }));
    const [at, inOrder] = await Promise.all(users.map((user) => kept.store.users.read(user)));
    expect(at?.profile.events).toEqual(inOrder?.profile.events);
  });

  it('keep the newest trait, whatever order they come in', async () => {
    const user = freshName('bo');
    const ingest = ingestOf(kept.store);
    const plans = ['team', 'free', 'pro'];
    await Promise.all([2, 0, 1].map((age) => ingest.take(identify(user, { plan: plans[age]! }, { at: monday - age }))));
    expect((await kept.store.users.read(user)).profile.traits).toEqual({ plan: 'team' });
  });
});

describe('more addresses that refused mail than are kept of a user', () => {
  it.each(['one after the other', 'at once'])('are known when they come true, told %s', async (how) => {
    const user = freshName('bo');
    const ingest = ingestOf(kept.store);
    const addresses = Array.from({ length: 24 }, (_, n) => `${user}-${100 + n}@acme.test`);
    const last = addresses.at(-1)!;
    const told = [
      ...addresses.map((address) => track(user, 'Email Bounced', { at: monday, properties: { address, hard: true } })),
      identify(user, { email: last }, { at: monday }),
    ];
    if (how === 'at once') await Promise.all(told.map((each) => ingest.take(each)));
    else for (const each of told) await ingest.take(each);
    expect((await kept.store.users.read(user)).suppressed).toEqual([...addresses.slice(0, 20), last]);
  });
});

describe('an event that a sweep folds first', () => {
  it('was stored by whoever sent it: the receipt does not call it a duplicate', async () => {
    const user = freshName('bo');
    const other = ingestOf(await kept.another());
    const { store } = watched(kept.store, async () => {
      await kept.age(11 * second);
      await other.sweep();
    });
    const receipt = await ingestOf(store).take(track(user, 'Opened', { at: monday - 2 * day }));
    expect(receipt).toMatchObject({ status: 'stored', late: true });
    expect(await countOf(user, 'Opened')).toBe(1);
  });
});

describe('a fold that meets another writer', () => {
  it('reads again and loses neither', async () => {
    const user = freshName('bo');
    const other = ingestOf(await kept.another());
    let meddled = false;
    const { store, writes } = watched(kept.store, async () => {
      if (meddled) return;
      meddled = true;
      await other.take(track(user, 'Clicked', { at: monday }));
    });
    await ingestOf(store).take(track(user, 'Opened', { at: monday }));
    expect(writes()).toBe(2);
    expect([await countOf(user, 'Opened'), await countOf(user, 'Clicked')]).toEqual([1, 1]);
  });
});

describe('a crash', () => {
  it('between the insert and the fold loses nothing: a sweep folds the event, once', async () => {
    const user = freshName('bo');
    const dying: Store = { ...kept.store, users: { ...kept.store.users, write: () => Promise.reject(new Error('killed')) } }; // prettier-ignore
    await expect(ingestOf(dying).take(track(user, 'Signed Up', { at: monday }))).rejects.toThrow('killed');
    expect(await countOf(user, 'Signed Up')).toBeUndefined();
    await kept.age(11 * second);
    const sweepers = [ingestOf(kept.store), ingestOf(await kept.another())];
    await Promise.all(sweepers.map((each) => each.sweep()));
    await Promise.all(sweepers.map((each) => each.close()));
    expect(await countOf(user, 'Signed Up')).toBe(1);
    expect((await sweepers[0]!.sweep()).events).toBe(0);
  });

  it('between the insert and the fold is made good by the sender’s own retry', async () => {
    const user = freshName('bo');
    const dying: Store = { ...kept.store, users: { ...kept.store.users, write: () => Promise.reject(new Error('killed')) } }; // prettier-ignore
    const message = track(user, 'Signed Up', { at: monday });
    await expect(ingestOf(dying).take(message)).rejects.toThrow('killed');
    expect(await ingestOf(kept.store).take(message)).toMatchObject({ status: 'duplicate' });
    expect(await countOf(user, 'Signed Up')).toBe(1);
  });

  it('is no chance for a process that slept through it all: what it still holds as pending is not folded again', async () => {
    const user = freshName('bo');
    const messageId = freshName('message');
    const dying: Store = { ...kept.store, users: { ...kept.store.users, write: () => Promise.reject(new Error('killed')) } }; // prettier-ignore
    await expect(ingestOf(dying).take(track(user, 'Signed Up', { at: monday, messageId }))).rejects.toThrow('killed');
    const asleep = await kept.store.events.read(messageId);
    await kept.age(10 * minute);
    const awake = ingestOf(kept.store);
    await awake.sweep();
    await awake.close();
    await kept.age(10 * minute);
    await awake.sweep();
    expect((await kept.store.users.read(user)).applied).toEqual([]);
    const events: Store['events'] = { ...kept.store.events, pending: () => Promise.resolve([asleep!]) };
    await ingestOf({ ...kept.store, events }).sweep();
    expect(await countOf(user, 'Signed Up')).toBe(1);
  });

  it('between the fold and its mark counts nothing twice', async () => {
    const user = freshName('bo');
    const unmarking: Store = { ...kept.store, events: { ...kept.store.events, markDone: () => Promise.reject(new Error('killed')) } }; // prettier-ignore
    const messageId = freshName('message');
    const message = track(user, 'Signed Up', { at: monday, messageId });
    const ingest = createIngest({ store: unmarking, temporal: absentTemporal, clock, onError: () => {} });
    await ingest.take(message);
    await expect(ingest.close()).rejects.toThrow('killed');
    await kept.age(11 * second);
    const sweeper = ingestOf(kept.store);
    await sweeper.sweep();
    await sweeper.close();
    await sweeper.take(message);
    expect(await countOf(user, 'Signed Up')).toBe(1);
    expect((await kept.store.events.read(messageId))?.status).toBe('done');
  });
});
