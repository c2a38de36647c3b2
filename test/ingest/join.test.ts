import type { User } from '../../domain/enrolment/user.ts';
import { minute, second } from '../../domain/time/instant.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import type { Store } from '../../store/index.ts';
import { setClock } from '../support/clock.ts';
import { identify, iso, monday, track, type SegmentMessage } from '../support/event.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';

let kept: TestStore;
const clock = setClock(monday);
const opened: Ingest[] = [];

beforeAll(async () => (kept = await openTestStore()));
afterEach(async () => {
  await Promise.all(opened.splice(0).map((ingest) => ingest.close()));
});
afterAll(() => kept.close());

/** An ingest as one process has it. */
function ingestOn(store: Store): Ingest {
  const ingest = createIngest({ store, temporal: absentTemporal, clock, onError: () => {} });
  opened.push(ingest);
  return ingest;
}

/** What somebody does of whom no user id is known. */
function visit(anonymousId: string, event = 'Opened'): SegmentMessage {
  return { ...track('', event, { at: monday }), userId: null, anonymousId };
}

function alias(previousId: string, userId: string): SegmentMessage {
  return { type: 'alias', messageId: freshName('alias'), previousId, userId, timestamp: iso(monday) };
}

function read(id: string): Promise<User> {
  return kept.store.users.read(id);
}

async function opens(id: string): Promise<number | undefined> {
  return (await read(id)).profile.events.Opened?.count;
}

describe('an event without a user id', () => {
  it('is of the anonymous user', async () => {
    const device = freshName('device');
    const receipt = await ingestOn(kept.store).take(visit(device));
    expect(receipt).toMatchObject({ status: 'stored', user: `anonymous:${device}`, joined: [], apart: [] });
    expect((await read(`anonymous:${device}`)).profile).toMatchObject({ user: `anonymous:${device}`, events: { Opened: { count: 1 } } }); // prettier-ignore
  });
});

describe('a message with both ids', () => {
  it.each(['identify', 'track', 'page'])('of the type %s makes the two one, and says so once', async (type) => {
    const [bo, device] = [freshName('bo'), freshName('device')];
    const ingest = ingestOn(kept.store);
    await ingest.take(visit(device));
    const both = { ...track(bo, 'Opened', { at: monday }), type, anonymousId: device };
    expect(await ingest.take(both)).toMatchObject({ user: bo, joined: [`anonymous:${device}`], apart: [] });
    expect(await ingest.take({ ...both, messageId: freshName('m') })).toMatchObject({ user: bo, joined: [] });
    expect(await opens(bo)).toBe(type === 'track' ? 3 : 1);
  });

  it('is enough for later events with the anonymous one alone: they are the known user’s', async () => {
    const [bo, device] = [freshName('bo'), freshName('device')];
    const ingest = ingestOn(kept.store);
    await ingest.take({ ...identify(bo, {}, { at: monday }), anonymousId: device });
    expect(await ingest.take(visit(device))).toMatchObject({ status: 'stored', user: bo });
    expect(await opens(bo)).toBe(1);
  });

  it('lets a journey that begins with it see what the anonymous user has done', async () => {
    const [bo, device] = [freshName('bo'), freshName('device')];
    const ingest = ingestOn(kept.store);
    for (const at of [1, 2]) await ingest.take({ ...visit(device), timestamp: iso(monday - at) });
    const receipt = await ingest.take({ ...track(bo, 'Opened', { at: monday }), anonymousId: device });
    expect([receipt.joined, await opens(bo)]).toEqual([[`anonymous:${device}`], 3]);
  });

  it('on a device that is somebody else’s by now moves nothing: what was done on it stays theirs, and the receipt says so', async () => {
    const [ada, bo, device] = [freshName('ada'), freshName('bo'), freshName('device')];
    const ingest = ingestOn(kept.store);
    await ingest.take(visit(device));
    await ingest.take({ ...identify(ada, {}, { at: monday }), anonymousId: device });
    const receipt = await ingest.take({ ...track(bo, 'Opened', { at: monday }), anonymousId: device });
    const source = `anonymous:${device}`;
    expect(receipt).toMatchObject({ user: bo, joined: [], apart: [{ user: source, because: [`is ${ada} already`] }] });
    await ingest.take(visit(device));
    expect([await opens(ada), await opens(bo)]).toEqual([2, 1]);
    expect((await read(bo)).aliases).toEqual([]);
  });

  it('is another message than the same with another anonymous id', async () => {
    const bo = freshName('bo');
    const ingest = ingestOn(kept.store);
    const message = { ...identify(bo, {}, { at: monday }), anonymousId: 'one' };
    await ingest.take({ ...message, anonymousId: freshName('device') });
    await expect(ingest.take(message)).rejects.toMatchObject({ code: 'EVENT_CONFLICT' });
  });
});

describe('an alias', () => {
  it.each(['known', 'anonymous', 'unknown'])('of somebody who is %s makes the two one', async (kind) => {
    const [bo, before] = [freshName('bo'), freshName('before')];
    const ingest = ingestOn(kept.store);
    if (kind === 'known') await ingest.take(track(before, 'Opened', { at: monday }));
    if (kind === 'anonymous') await ingest.take(visit(before));
    const receipt = await ingest.take(alias(before, bo));
    expect(receipt.joined).toEqual([before, `anonymous:${before}`]);
    await Promise.all([ingest.take(track(before, 'Opened', { at: monday })), ingest.take(visit(before))]);
    expect(await opens(bo)).toBe(kind === 'unknown' ? 2 : 3);
    expect((await read(before)).id).toBe(bo);
  });

  it('of a whole chain, in any order, makes one user of all', async () => {
    for (const order of [[0, 1], [1, 0]]) {
      const [a, b, c] = [freshName('a'), freshName('b'), freshName('c')];
      const ingest = ingestOn(kept.store);
      for (const id of [a, b, c]) await ingest.take(track(id, 'Opened', { at: monday }));
      const links = [alias(a, b), alias(b, c)];
      for (const each of order) await ingest.take(links[each]!);
      await ingest.take(track(a, 'Opened', { at: monday }));
      expect([(await read(a)).id, (await read(b)).id, await opens(c)]).toEqual([c, c, 4]);
      expect((await read(c)).aliases).toEqual(expect.arrayContaining([a, b]));
    }
  }); // prettier-ignore

  it('there and back again changes nothing: the first one stands', async () => {
    const [a, b] = [freshName('a'), freshName('b')];
    const ingest = ingestOn(kept.store);
    for (const id of [a, b]) await ingest.take(track(id, 'Opened', { at: monday }));
    await ingest.take(alias(a, b));
    const { aliases } = await read(b);
    expect(await ingest.take(alias(b, a))).toMatchObject({ user: b, joined: [`anonymous:${b}`] });
    expect([(await read(a)).id, await opens(b), aliases]).toEqual([b, 2, [a, `anonymous:${a}`]]);
  });

  it('in a circle, told at the same time to several processes, leaves one user with everything', async () => {
    for (let round = 0; round < 8; round++) {
      const ids = [freshName('a'), freshName('b'), freshName('c')] as const;
      const processes = [ingestOn(kept.store), ingestOn(await kept.another()), ingestOn(await kept.another())];
      for (const id of ids) await processes[0]!.take(track(id, 'Opened', { at: monday }));
      const [a, b, c] = ids;
      const told = [alias(a, b), alias(b, c), alias(c, a)];
      await Promise.all(told.map((each, index) => processes[index]!.take(each)));
      const users = await Promise.all(ids.map(read));
      expect(new Set(users.map(({ id }) => id)).size).toBe(1);
      expect(users[0]!.profile.events.Opened?.count).toBe(3);
      expect(await kept.store.users.merging(Infinity, 10)).toEqual([]);
      for (const id of ids) await processes[1]!.take(track(id, 'Opened', { at: monday }));
      expect(await opens(a)).toBe(6);
    }
  }, 60_000);
});

describe('a merge', () => {
  it('takes along what both had to be remembered of: neither is counted twice when it comes again', async () => {
    const [bo, device] = [freshName('bo'), freshName('device')];
    const ingest = ingestOn(kept.store);
    const before = visit(device);
    // Folded, and not marked as done: as a process leaves it that dies then.
    const dying = { ...kept.store, events: { ...kept.store.events, markDone: () => Promise.resolve() } };
    await ingestOn(dying).take(before);
    await ingest.take({ ...identify(bo, {}, { at: monday }), anonymousId: device });
    expect(await ingest.take(before)).toMatchObject({ status: 'duplicate' });
    await kept.age(minute);
    await ingest.sweep();
    expect(await opens(bo)).toBe(1);
  });

  it('loses none of 50 events that both do meanwhile, in two processes, and counts none twice', async () => {
    for (let round = 0; round < 3; round++) {
      const [bo, device] = [freshName('bo'), freshName('device')];
      const processes = [ingestOn(kept.store), ingestOn(await kept.another())];
      await processes[0]!.take(visit(device));
      const events = Array.from({ length: 50 }, (_, index) =>
        index % 2 === 0 ? visit(device) : track(bo, 'Opened', { at: monday }),
      );
      const both = { ...identify(bo, {}, { at: monday }), anonymousId: device };
      const messages = [...events.slice(0, 25), both, ...events.slice(25), both, ...events.slice(10, 20)];
      await Promise.all(messages.map((message, index) => processes[index % 2]!.take(message)));
      expect(await opens(bo)).toBe(51);
    }
  }, 60_000);

  it('that there is no room for leaves both as they are: the event counts, and the receipt says why', async () => {
    const [bo, device] = [freshName('bo'), freshName('device')];
    const ingest = ingestOn(kept.store);
    const essay = 'x'.repeat(20 * 1024);
    const anonymous = { ...identify('', { essay }, { at: monday }), userId: null, anonymousId: device };
    await ingest.take(anonymous);
    const both = { ...identify(bo, { story: essay }, { at: monday }), anonymousId: device };
    await ingest.take({ ...both, anonymousId: null, messageId: freshName('m') });
    const words = expect.stringMatching(`^${bo} would have .* bytes of traits, the largest is .*; at most 32768 are kept`) as string; // prettier-ignore
    const apart = [{ user: `anonymous:${device}`, because: [words] }];
    expect(await ingest.take(both)).toMatchObject({ user: bo, joined: [], apart });
    await expect(ingest.take(alias(device, bo))).rejects.toMatchObject({ code: 'USER_TOO_LARGE' });
    expect([(await read(bo)).aliases, (await read(`anonymous:${device}`)).id]).toEqual([[device], `anonymous:${device}`]); // prettier-ignore
  });

  it('of somebody with more devices than are kept is not done, and nothing else is refused', async () => {
    const bo = freshName('bo');
    const ingest = ingestOn(kept.store);
    await ingest.take(track(bo, 'Opened', { at: monday }));
    const aliases = Array.from({ length: 500 }, (_, index) => `anonymous:${index}`);
    await kept.store.users.write({ ...(await read(bo)), aliases }, Date.now());
    const receipt = await ingest.take({ ...track(bo, 'Opened', { at: monday }), anonymousId: freshName('device') });
    expect(receipt.apart).toMatchObject([{ because: [`${bo} would have 501 former ids; at most 500 are kept for one user`] }]); // prettier-ignore
    expect(await opens(bo)).toBe(2);
  });
});

describe('a process that dies while two become one', () => {
  type Write = 'mark' | 'write' | 'retire';

  /** A store whose process dies at its n-th write of a kind: before it, or after it and before anybody knows. */
  function dying(store: Store, kind: Write, { nth, after }: { nth: number; after: boolean }): Store {
    let left = nth;
    let isDead = false;
    const killed = (): Promise<never> => Promise.reject(new Error('killed'));
    const mortal =
      <Given extends unknown[]>(name: Write, write: (...given: Given) => Promise<boolean>) =>
      async (...given: Given) => {
        if (isDead) return killed();
        if (name !== kind || --left > 0) return write(...given);
        if (after) await write(...given);
        isDead = true;
        return killed();
      };
    const { users } = store;
    const dying = {
      mark: mortal('mark', (...given: Parameters<typeof users.mark>) => users.mark(...given)),
      write: mortal('write', (...given: Parameters<typeof users.write>) => users.write(...given)),
      retire: mortal('retire', (...given: Parameters<typeof users.retire>) => users.retire(...given)),
    };
    return { ...store, users: { ...users, ...dying } };
  }

  const places = (['mark', 'write', 'retire'] as const).flatMap((kind) =>
    [false, true].flatMap((after) =>
      (kind === 'write' ? [1, 2] : [1]).map((nth) => [kind, nth, after ? 'after' : 'before'] as const),
    ),
  );

  it.each(places)('at its %s %i, %s it, leaves it to the sender’s retry', async (kind, nth, when) => {
    const { both, bo, device } = await story();
    await expect(ingestOn(dying(kept.store, kind, { nth, after: when === 'after' })).take(both)).rejects.toThrow('killed'); // prettier-ignore
    await ingestOn(kept.store).take(both);
    await isOne(bo, device);
  });

  it.each(places)('at its %s %i, %s it, leaves it to a sweep', async (kind, nth, when) => {
    const { both, bo, device } = await story();
    await expect(ingestOn(dying(kept.store, kind, { nth, after: when === 'after' })).take(both)).rejects.toThrow('killed'); // prettier-ignore
    await kept.age(11 * second);
    await Promise.all([ingestOn(kept.store), ingestOn(await kept.another())].map((each) => each.sweep()));
    await isOne(bo, device);
  });

  it.each(places)('at its %s %i, %s it, keeps nobody’s events from being counted', async (kind, nth, when) => {
    const { both, bo, device } = await story();
    await expect(ingestOn(dying(kept.store, kind, { nth, after: when === 'after' })).take(both)).rejects.toThrow('killed'); // prettier-ignore
    const ingest = ingestOn(kept.store);
    await Promise.all([ingest.take(visit(device, 'Clicked')), ingest.take(track(bo, 'Clicked', { at: monday }))]);
    await ingest.take(both);
    await isOne(bo, device);
    expect((await read(bo)).profile.events.Clicked?.count).toBe(2);
  });

  async function story(): Promise<{ both: SegmentMessage; bo: string; device: string }> {
    const [bo, device] = [freshName('bo'), freshName('device')];
    const ingest = ingestOn(kept.store);
    await Promise.all([visit(device), visit(device), track(bo, 'Opened', { at: monday })].map((each) => ingest.take(each))); // prettier-ignore
    const both = { ...track(bo, 'Opened', { at: monday }), anonymousId: device };
    return { both, bo, device };
  }

  async function isOne(bo: string, device: string): Promise<void> {
    const [user, source] = await Promise.all([read(bo), read(`anonymous:${device}`)]);
    expect([user.profile.events.Opened?.count, user.aliases, source.id]).toEqual([4, [`anonymous:${device}`], bo]);
    expect(await kept.store.users.merging(Infinity, 10)).toEqual([]);
  }
});
