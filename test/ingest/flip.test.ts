import { day, hour, minute, type Instant } from '../../domain/time/instant.ts';
import { realClock, type Clock } from '../../domain/time/clock.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import type { Store } from '../../store/index.ts';
import { entriesOf, leadingRelease, month, truth } from '../domain/segment/month.ts';
import { conditionOf } from '../support/condition.ts';
import { iso, monday, track } from '../support/event.ts';
import { onSegment, programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { delay } from '../support/steps.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';

/** A clock that shows what it is told to; everything is published on Monday. */
let shows: Instant = monday;
const clock: Clock = { ...realClock, at: (real) => (real === monday ? monday : shows) };

let kept: TestStore;
const opened: Ingest[] = [];

/** One process more. Temporal is away: who enters is to be seen in the documents. */
async function process(store?: Store): Promise<Ingest> {
  const ingest = createIngest({
    store: store ?? (await kept.another()),
    temporal: absentTemporal,
    clock,
    onError: () => {},
  });
  opened.push(ingest);
  return ingest;
}

beforeAll(async () => {
  kept = await openTestStore();
});
beforeEach(() => {
  shows = monday;
});
afterEach(async () => {
  for (const ingest of opened.splice(0)) await ingest.close();
  for (const each of ['users', 'events', 'releases', 'current_release']) await kept.db.collection(each).deleteMany({});
});
afterAll(() => kept.close());

const quiet = conditionOf({ 'events.App Opened.last': { $lte: { $ago: '3d' } } });
const winBack = releaseOf([programOf([delay(day)], { journey: 'win-back', enrol: [onSegment('quiet', quiet)] })]);
const names = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `user-${index}`);

async function open(ingest: Ingest, users: readonly string[], at: Instant): Promise<void> {
  await Promise.all(users.map((user) => ingest.take(track(user, 'App Opened', { at }), { receivedAt: at })));
}

async function visitsOf(user: string): Promise<object> {
  const { visits, todo } = await kept.store.users.read(user);
  const told = todo.filter(({ kind }) => kind === 'event').length;
  return { visit: visits['win-back']?.visit, at: visits['win-back']?.entry.at, told };
}

describe('a look at who has come into a segment by time alone', () => {
  it('lets in who is due, as of that instant, and touches nobody else', async () => {
    await kept.store.releases.publish(winBack, monday);
    const ingest = await process();
    await open(ingest, ['ada'], monday);
    await open(ingest, ['bo'], monday + hour);
    shows = monday + 3 * day + minute;
    expect(await ingest.flip()).toBe(1);
    expect(await visitsOf('ada')).toMatchObject({ visit: 1, at: monday + 3 * day });
    expect(await visitsOf('bo')).toMatchObject({ visit: undefined });
    expect(await ingest.flip()).toBe(0);
  });

  it('finds them by an index, however many there are', async () => {
    const [index] = (await kept.db.collection('users').indexes()).filter(
      ({ key }) => Object.keys(key as object)[0] === 'flipAt',
    );
    expect(index).toMatchObject({ sparse: true });
  });

  it('of hundreds who are due at once, by several processes at once, lets everybody in once', async () => {
    await kept.store.releases.publish(winBack, monday);
    const users = names(520);
    const first = await process();
    await open(first, users, monday);
    shows = monday + 3 * day + minute;
    const others = [await process(), await process(), await process()];
    const written = await Promise.all([first, ...others].map((ingest) => ingest.flip()));
    expect(written.reduce((sum, each) => sum + each, 0)).toBe(users.length);
    for (const user of users) {
      const { visits, profile } = await kept.store.users.read(user);
      expect({ user, visit: visits['win-back']?.visit, told: profile.events['Segment Entered']?.count }).toEqual({
        user,
        visit: 1,
        told: 1,
      });
    }
  });

  it('and an event at the same time let nobody in twice, and lose nothing', async () => {
    await kept.store.releases.publish(winBack, monday);
    const users = names(60);
    const [one, other] = [await process(), await process()];
    await open(one, users, monday);
    shows = monday + 3 * day + minute;
    await Promise.all([
      other.flip(),
      ...users.map((user) => one.take(track(user, 'App Opened', { at: shows }), { receivedAt: shows })),
    ]);
    for (const user of users) {
      const { visits, profile } = await kept.store.users.read(user);
      expect({ user, at: visits['win-back']?.entry.at, opened: profile.events['App Opened']?.count }).toEqual({
        user,
        at: monday + 3 * day,
        opened: 2,
      });
    }
  });

  it('that a crash came between is made good by the next: the entry is written with its event, or not at all', async () => {
    await kept.store.releases.publish(winBack, monday);
    const store = await kept.another();
    let dies = true;
    const doomed: Store = {
      ...store,
      users: {
        ...store.users,
        write: async (user, at) => {
          const won = user.visits['win-back'] === undefined || !dies ? await store.users.write(user, at) : true;
          if (user.visits['win-back'] !== undefined && dies) throw new Error('killed before the write');
          return won;
        },
      },
    };
    const ingest = await process(doomed);
    await open(ingest, ['ada', 'bo'], monday);
    shows = monday + 3 * day + minute;
    await expect(ingest.flip()).rejects.toThrow('killed');
    dies = false;
    expect(await ingest.flip()).toBe(2);
    await ingest.settled();
    expect(await visitsOf('ada')).toMatchObject({ visit: 1, at: monday + 3 * day });
    // The event of its own is stored, once, by whoever comes by.
    expect((await kept.store.events.of('ada')).map(({ event: { name } }) => name)).toEqual([
      'App Opened',
      'Segment Entered',
    ]);
  });

  it('stops when it is told to', async () => {
    await kept.store.releases.publish(winBack, monday);
    const ingest = await process();
    await open(ingest, names(50), monday);
    shows = monday + 4 * day;
    let asked = 0;
    expect(await ingest.flip(() => ++asked > 1)).toBeLessThan(50);
  });
});

it('a month of some users on the real store is as brute force says', async () => {
  await kept.store.releases.publish(leadingRelease, monday);
  const ingest = await process();
  const events = month(25, 7);
  const until = monday + 45 * day;
  const look = 3 * hour;
  shows = monday;
  for (const event of events) {
    for (; shows + look < event.receivedAt; shows += look) await ingest.flip();
    shows = event.receivedAt;
    const { user, name, timestamp, traits, receivedAt, messageId } = event;
    const message =
      name === null ? { type: 'identify', userId: user, traits } : { type: 'track', userId: user, event: name };
    await ingest.take({ ...message, messageId, timestamp: iso(timestamp) }, { receivedAt });
  }
  for (; shows < until; shows += look) await ingest.flip();
  await ingest.settled();
  const users = [...new Set(events.map(({ user }) => user))];
  const told = await Promise.all(
    users.map(async (user) => (await kept.store.events.of(user)).map(({ event }) => event)),
  );
  const entered = told.flat().flatMap((event) => entriesOf({ todo: [{ kind: 'event', event }] } as never));
  const keyOf = ({ user, segment, at }: ReturnType<typeof truth>[number]): string => `${user} ${segment} ${iso(at)}`;
  expect(entered.map(keyOf).sort()).toEqual(truth(events, until).map(keyOf).sort());
});
