import { pino } from 'pino';
import { createRefreshNote, createRefreshPage } from '../../activities/refresh/page.ts';
import type { RefreshDependencies } from '../../activities/refresh/user.ts';
import { beginning, type RefreshProgress } from '../../domain/release/refresh.ts';
import type { Release } from '../../domain/release/release.ts';
import { realClock } from '../../domain/time/clock.ts';
import { hour, minute } from '../../domain/time/instant.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import type { Store } from '../../store/index.ts';
import { conditionOf } from '../support/condition.ts';
import { identify, track } from '../support/event.ts';
import { onSegment, programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { delay } from '../support/steps.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';

let kept: TestStore;
let ingest: Ingest;
const log = pino({ level: 'silent' });

beforeAll(async () => {
  kept = await openTestStore();
});
beforeEach(() => {
  ingest = createIngest({ store: kept.store, temporal: absentTemporal, clock: realClock, onError: () => {} });
});
afterEach(async () => {
  await ingest.close();
  const all = ['users', 'events', 'releases', 'current_release', 'refreshes'];
  for (const each of all) await kept.db.collection(each).deleteMany({});
});
afterAll(() => kept.close());

const pays = conditionOf({ 'traits.plan': 'team' });
const rule = onSegment('paying', pays, { backfill: 'all' });
const teams = (description = ''): Release =>
  releaseOf([programOf([delay(hour)], { journey: 'teams', description, enrol: [rule], again: { kind: 'always' } })]);

/** So many people; every other one pays. */
async function people(count: number): Promise<readonly string[]> {
  const users = Array.from({ length: count }, (_, index) => `user-${String(index).padStart(3, '0')}`);
  const plan = (index: number): string => (index % 2 === 0 ? 'team' : 'free');
  await Promise.all(users.map((user, index) => ingest.take(identify(user, { plan: plan(index) }, { at: Date.now() }))));
  return users;
}

async function publish(release: Release): Promise<RefreshProgress> {
  await kept.store.releases.publish(release, Date.now());
  const { since } = (await kept.store.releases.published())!;
  return beginning({ release: release.id, since }, { rate: 7, now: Date.now() });
}

const working = (store: Store): RefreshDependencies => ({ store, clock: realClock, begin: () => {}, log });

/** As the workflow does: page after page, each tried until it succeeds; at most so many. */
async function run(from: RefreshProgress, store: Store, pages = Infinity): Promise<RefreshProgress> {
  const page = createRefreshPage(working(store));
  let progress = from;
  for (let done = 0; progress.status === 'running' && done < pages; done++) {
    for (let next: RefreshProgress | null = null; next === null; ) next = await page(progress, 1).then((noted) => (progress = noted), () => null); // prettier-ignore
  }
  return progress;
}

const visitsOf = async (user: string): Promise<number | undefined> =>
  (await kept.store.users.read(user)).visits.teams?.visit;

/** Numbers from 0 to 1, always the same for a seed (Park and Miller's minimal standard generator). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** A store of a process that dies now and then: before a write, or after it and before anybody hears of it. */
function mortal(store: Store, random: () => number): Store {
  const dying = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    if (random() < 0.08) throw new Error('killed before');
    const answer = await work();
    if (random() < 0.08) throw new Error('killed after');
    return answer;
  };
  const { users, refreshes } = store;
  return {
    ...store,
    users: { ...users, write: (user, at) => dying(() => users.write(user, at)) },
    refreshes: { ...refreshes, note: (...noted) => dying(() => refreshes.note(...noted)) },
  };
}

describe('bringing everybody up to date', () => {
  it('lets those in who are in the segment already, a page at a time, each once', async () => {
    const users = await people(20);
    const begun = await publish(teams());
    const first = await run(begun, kept.store, 1);
    expect(first).toMatchObject({ status: 'running', page: 1, done: 7, of: 20, enrolled: 4 });
    const ended = await run(first, kept.store);
    expect(ended).toMatchObject({ status: 'done', done: 20, of: 20, enrolled: 10, changed: 20, failed: 0 });
    expect(await kept.store.refreshes.read(begun.release)).toEqual(ended);
    expect(await Promise.all(users.map(visitsOf))).toEqual(users.map((_, index) => (index % 2 === 0 ? 1 : undefined)));
  });

  it('writes nobody who is up to date', async () => {
    await people(10);
    await run(await publish(teams()), kept.store);
    const revisions = async (): Promise<object> =>
      kept.db
        .collection('users')
        .find({}, { projection: { revision: 1 } })
        .toArray();
    const before = await revisions();
    expect(await run(await publish(teams('the same, in other words')), kept.store)).toMatchObject({
      done: 10,
      changed: 0,
      enrolled: 0,
    });
    expect(await revisions()).toEqual(before);
  });

  it.each(Array.from({ length: 10 }, (_, index) => 17 + index))(
    'killed at random, again and again, ends right (seed %d)',
    async (seed) => {
      const users = await people(24);
      const ended = await run(await publish(teams()), mortal(kept.store, randomFrom(seed)));
      expect(ended).toMatchObject({ status: 'done', done: 24 });
      // Temporal is away; the rest is done all the same.
      await ingest.sweep(0).catch(() => undefined);
      for (const [index, user] of users.entries()) {
        const { visits, members, profile } = await kept.store.users.read(user);
        const pays = index % 2 === 0;
        expect({
          user,
          visit: visits.teams?.visit,
          told: profile.events['Segment Entered']?.count,
          is: members.paying?.is,
        }).toEqual({ user, visit: pays ? 1 : undefined, told: pays ? 1 : undefined, is: pays });
      }
    },
  );

  it.each(Array.from({ length: 10 }, (_, index) => 170 + index))(
    'derives what is new from the events of before, killed at random, again and again (seed %d)',
    async (seed) => {
      const users = await people(24);
      const done = users.flatMap((user, index) => Array.from({ length: index % 3 }, (_, nth) => ({ user, nth })));
      await Promise.all(done.map(({ user, nth }) => ingest.take(track(user, 'Project Created', { at: Date.now() - nth * hour })))); // prettier-ignore
      const ended = await run(await publish(withNamed('all')), mortal(kept.store, randomFrom(seed)));
      expect(ended).toMatchObject({ status: 'done', done: 24 });
      await ingest.sweep(0).catch(() => undefined);
      for (const [index, user] of users.entries()) {
        const { visits, profile } = await kept.store.users.read(user);
        const times = index % 3;
        expect({
          user,
          visit: visits.teams?.visit,
          told: profile.events['Segment Entered']?.count,
          started: profile.events.started?.count,
          sessions: profile.features.sessions,
          derived: profile.derived,
        }).toMatchObject({
          user,
          visit: times > 0 ? 1 : undefined,
          told: times > 0 ? 1 : undefined,
          started: times > 0 ? times : undefined,
          // Each by itself: they are an hour apart.
          sessions: times > 0 ? times : undefined,
          derived: { 'events.started': { complete: true }, 'features.sessions': { complete: true } },
        });
      }
    },
  );

  it('goes on where it was by another process, when the first is gone half-way', async () => {
    await people(20);
    const half = await run(await publish(teams()), kept.store, 2);
    const known = await kept.store.refreshes.read(half.release);
    expect(known).toMatchObject({ done: 14, status: 'running' });
    expect(await run(known!, await kept.another())).toMatchObject({ status: 'done', done: 20, enrolled: 10 });
  });

  it('ends where a later release has been published, and says so', async () => {
    await people(20);
    const half = await run(await publish(teams()), kept.store, 1);
    const later = await publish(teams('later'));
    expect(await run(half, kept.store)).toMatchObject({ status: 'superseded', done: 7 });
    expect(await kept.store.refreshes.read(half.release)).toMatchObject({ status: 'superseded' });
    expect(await run(later, kept.store)).toMatchObject({ status: 'done', done: 20, enrolled: 6 });
  });

  it('while it is paused finds out as well that a later release has been published', async () => {
    const note = createRefreshNote(working(kept.store));
    const paused = { ...(await publish(teams())), status: 'paused' as const };
    expect(await note(paused)).toMatchObject({ status: 'paused' });
    await publish(teams('later'));
    expect(await note(paused)).toMatchObject({ status: 'superseded' });
  });

  it('begins anew where a release is published again after another one', async () => {
    await people(4);
    const done = await run(await publish(teams()), kept.store);
    await publish(teams('between'));
    const again = await publish(teams());
    expect([again.release, again.since > done.since]).toEqual([done.release, true]);
    expect(await run(again, kept.store)).toMatchObject({ status: 'done', done: 4, enrolled: 0 });
  });

  it('does not overwrite what a user does between the two reads: the write fails and is made again', async () => {
    const [user = ''] = await people(1);
    const begun = await publish(withNamed());
    const { events } = kept.store;
    let meanwhile = 3;
    const store: Store = {
      ...kept.store,
      events: {
        ...events,
        async of(ids) {
          if (meanwhile-- > 0) await ingest.take(track(user, 'Project Created', { at: Date.now() }));
          return events.of(ids);
        },
      },
    };
    expect(await run(begun, store)).toMatchObject({ status: 'done', changed: 1 });
    const { profile } = await kept.store.users.read(user);
    expect(profile.events).toMatchObject({ 'Project Created': { count: 3 }, started: { count: 3 } });
    expect(profile.derived).toMatchObject({ 'events.started': { complete: true } });
  });

  it('counts a new named event from the events of before, which lets nobody in but with `backfill: all`', async () => {
    const [user = ''] = await people(1);
    await ingest.take(track(user, 'Project Created', { at: Date.now() - hour }));
    await run(await publish(withNamed()), kept.store);
    expect(await kept.store.users.read(user)).toMatchObject({ members: { starters: { is: true } }, visits: {} });
    await run(await publish(withNamed('all')), kept.store);
    expect(await visitsOf(user)).toBe(1);
  });

  it('leaves out who cannot be helped, after several tries, and counts them', async () => {
    await people(10);
    const begun = await publish(teams());
    const { users } = kept.store;
    const broken = (id: string): Promise<never> => Promise.reject(new Error(`${id} cannot be read`));
    const store: Store = {
      ...kept.store,
      users: { ...users, read: (id) => (id === 'user-003' ? broken(id) : users.read(id)) },
    };
    const page = createRefreshPage(working(store));
    await expect(page(begun, 4)).rejects.toThrow('user-003 cannot be read');
    expect(await page(begun, 5)).toMatchObject({ done: 7, failed: 1, status: 'running' });
  });
});

/** With an event of the workspace's own, a feature, and a journey that is entered by who has done it. */
function withNamed(backfill: 'all' | 'from-now' = 'from-now'): Release {
  const started = conditionOf({ did: { event: 'started', times: { $gte: 1 } } });
  const program = programOf([delay(hour)], { journey: 'teams', enrol: [onSegment('starters', started, { backfill })] });
  const { content } = releaseOf([program]);
  const named = { started: { kind: 'event' as const, of: 'one', on: 'Project Created', where: [], sequence: null } };
  const features = {
    sessions: { kind: 'sessions' as const, of: 'two', gap: minute, within: null, on: ['Project Created'] },
  };
  return { id: `named-${backfill}`, content: { ...content, named, features } };
}
