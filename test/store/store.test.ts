import fc from 'fast-check';
import { newUser, type User } from '../../domain/enrolment/user.ts';
import type { Visit } from '../../domain/enrolment/visit.ts';
import type { JsonObject } from '../../domain/json.ts';
import { day, hour, minute } from '../../domain/time/instant.ts';
import type { NudgeRecord } from '../../store/nudges.ts';
import type { Store } from '../../store/index.ts';
import { eventOf, monday } from '../support/event.ts';
import { done, programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

let kept: TestStore;
let store: Store;
beforeAll(async () => {
  kept = await openTestStore();
  store = kept.store;
});
afterAll(() => kept.close());

function withTraits(user: User, traits: JsonObject): User {
  return { ...user, profile: { ...user.profile, traits } };
}

const starting = (course: string): User['todo'] => [{ kind: 'start', course, visit: 1, at: monday }];

describe('a user', () => {
  it('of whom nothing is known has revision 0, and no document', async () => {
    const id = freshName('bo');
    expect(await store.users.read(id)).toEqual(newUser(id));
    expect(await kept.db.collection<{ _id: string }>('users').findOne({ _id: id })).toBeNull();
  });

  it('comes back as written, under the revision of the instant', async () => {
    const user = withTraits(newUser(freshName('bo')), { plan: 'pro', tags: ['a', { b: null }] });
    expect(await store.users.write(user, monday)).toBe(true);
    expect(await store.users.read(user.id)).toEqual({ ...user, revision: monday });
  });

  it('is written by whoever read the newest revision; the other loses and changes nothing', async () => {
    const id = freshName('bo');
    await store.users.write(newUser(id), monday);
    const read = await store.users.read(id);
    expect(await store.users.write(withTraits(read, { by: 'first' }), monday)).toBe(true);
    expect(await store.users.write(withTraits(read, { by: 'second' }), monday)).toBe(false);
    expect((await store.users.read(id)).profile.traits).toEqual({ by: 'first' });
  });

  it('restored from a backup and written again has another revision than what was lost', async () => {
    const id = freshName('bo');
    await store.users.write(newUser(id), monday);
    const users = kept.db.collection<{ _id: string }>('users');
    const backup = await users.findOne({ _id: id });
    await store.users.write(await store.users.read(id), monday + 1);
    const remembered = await store.users.read(id);
    await users.replaceOne({ _id: id }, { ...backup });
    await store.users.write(await store.users.read(id), monday + 2);
    expect(await store.users.write(withTraits(remembered, { by: 'the past' }), monday + 3)).toBe(false);
  });

  it.each([0, 1])('written by ten at once at write %d is written by one', async (revision) => {
    const id = freshName('bo');
    if (revision === 1) await store.users.write(newUser(id), monday);
    const read = await store.users.read(id);
    const writes = Array.from({ length: 10 }, (_, by) => store.users.write(withTraits(read, { by }), monday));
    expect((await Promise.all(writes)).filter(Boolean)).toHaveLength(1);
    expect((await store.users.read(id)).revision).toBe(monday + revision);
  });

  it('may have any id and facts of any name', async () => {
    const awkward = ['.', '$', '%', '%2E', 'nul\0', '__proto__', 'constructor', '🦜', 'a.b.c', '$set', ''];
    const traits = Object.fromEntries(awkward.map((name) => [name, { [name]: [{ [name]: name }] }]));
    const user = withTraits(newUser(freshName('a/b.c$|@ 🦜%2E')), traits);
    await store.users.write(user, monday);
    expect((await store.users.read(user.id)).profile.traits).toEqual(traits);
    expect(Object.keys((await store.users.read(user.id)).profile.traits)).toEqual(Object.keys(traits));
  });

  it('comes back with whatever JSON its traits hold', async () => {
    const id = freshName('bo');
    const traits = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' }));
    await fc.assert(
      fc.asyncProperty(traits, async (json) => {
        const facts = JSON.parse(JSON.stringify(json)) as JsonObject;
        await store.users.write(withTraits(await store.users.read(id), facts), monday);
        expect((await store.users.read(id)).profile.traits).toEqual(facts);
      }),
      { numRuns: 40 },
    );
  });
});

describe('what is to do', () => {
  let lone: TestStore;
  beforeEach(async () => (lone = await openTestStore()));
  afterEach(() => lone.close());

  it('is found oldest first, at most so many, and only when it is overdue', async () => {
    const { users } = lone.store;
    for (const [id, at] of [['c', 3], ['a', 1], ['b', 2], ['later', 9]] as const) {
      await users.write({ ...newUser(id), todo: starting('test') }, monday + at * minute);
    } // prettier-ignore
    await users.write(newUser('idle'), monday);
    expect(await users.overdue(monday + 5 * minute, 10)).toEqual(['a', 'b', 'c']);
    expect(await users.overdue(monday + 5 * minute, 2)).toEqual(['a', 'b']);
    expect(await users.overdue(monday + 5 * minute, 2, 1)).toEqual(['b', 'c']);
    expect(await users.overdue(monday + minute, 10)).toEqual([]);
  });

  it('stays as old as it is while other things are written, and is gone when it is done', async () => {
    const { users } = lone.store;
    await users.write({ ...newUser('bo'), todo: starting('test') }, monday);
    await users.write(withTraits(await users.read('bo'), { plan: 'pro' }), monday + hour);
    expect(await users.overdue(monday + minute, 10)).toEqual(['bo']);
    await users.write({ ...(await users.read('bo')), todo: [] }, monday + hour);
    expect(await users.overdue(monday + day, 10)).toEqual([]);
    await users.write({ ...(await users.read('bo')), todo: starting('other') }, monday + 2 * hour);
    expect(await users.overdue(monday + 2 * hour, 10)).toEqual([]);
  });

  it('after folds is found by the oldest event still on the list', async () => {
    const { users } = lone.store;
    for (const [id, at] of [['b', 2], ['a', 1], ['later', 9]] as const) {
      await users.write({ ...newUser(id), applied: [{ id: `event-${id}`, at: monday + at * minute }] }, monday);
    } // prettier-ignore
    await users.write(newUser('tidy'), monday);
    expect(await users.withApplied(monday + 5 * minute, 10)).toEqual(['a', 'b']);
    expect(await users.withApplied(monday + 5 * minute, 1)).toEqual(['a']);
  });

  it('counts the users who are under way in some of the journeys', async () => {
    const visit = (status: Visit['status']): Visit => ({
      ...{ visit: 1, status, release: 'r', number: 0, decision: null, awaits: [], woke: null, endedAt: null },
      ...{ credit: null, converted: null },
      ...{ key: null, exclusive: null, matched: {}, waits: {}, last: null },
      entry: { event: 'e', at: monday, receivedAt: monday, because: [] },
    });
    const { users } = lone.store;
    await users.write({ ...newUser('a'), visits: { one: visit('starting'), two: visit('closed') } }, monday);
    await users.write({ ...newUser('b'), visits: { one: visit('closed'), two: visit('open') } }, monday);
    await users.write({ ...newUser('c'), visits: { one: visit('closed') } }, monday);
    const asked = [[], ['one'], ['two'], ['one', 'two'], ['three']];
    expect(await Promise.all(asked.map((each) => users.underWay(each)))).toEqual([0, 1, 1, 2, 0]);
    expect(await users.count()).toBe(3);
  });
});

describe('an event', () => {
  const properties = { 'a.b': 1, $set: { '__proto__ ': null }, '🦜': ['%2E'] };

  it('is kept whole, as pending', async () => {
    const event = eventOf(freshName('bo'), 'a.b $c', { at: monday, properties, traits: { 'x.y': 1 } });
    expect(await store.events.insert(event, 'hash', monday + 5)).toBeNull();
    expect(await store.events.read(event.messageId)).toEqual({ event, content: 'hash', status: 'pending', storedAt: monday + 5 }); // prettier-ignore
  });

  it('under an id that is kept gives back what is kept, and changes nothing', async () => {
    const event = eventOf(freshName('bo'), 'Signed Up', { at: monday });
    await store.events.insert(event, 'hash', monday);
    const before = await store.events.insert({ ...event, user: 'somebody else' }, 'other', monday + 5);
    expect(before).toEqual({ event, content: 'hash', status: 'pending', storedAt: monday });
    expect(await store.events.read(event.messageId)).toEqual(before);
  });

  it('inserted by ten at once is kept by one', async () => {
    const event = eventOf(freshName('bo'), 'Signed Up', { at: monday });
    const answers = await Promise.all(Array.from({ length: 10 }, () => store.events.insert(event, 'hash', monday)));
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
  });

  it('of a name is found from either end of its timestamps', async () => {
    const user = freshName('bo');
    const events = [3, 1, 2, 0].map((at) => eventOf(user, 'Opened', { at: monday + at }));
    for (const event of [...events, eventOf(user, 'Closed', { at: monday + 2 })]) await store.events.insert(event, 'hash', monday); // prettier-ignore
    const which = { names: ['Opened'], since: monday + 1, limit: 2 };
    const at = async (from: 'oldest' | 'newest'): Promise<number[]> =>
      (await store.events.named(user, { ...which, from })).map(({ timestamp }) => timestamp - monday).sort();
    expect(await at('oldest')).toEqual([1, 2]);
    expect(await at('newest')).toEqual([2, 3]);
  });

  it('that was refused is heard by nobody', async () => {
    const user = freshName('bo');
    const [one, two] = [eventOf(user, 'Opened', { at: monday }), eventOf(user, 'Opened', { at: monday })];
    for (const event of [one, two]) await store.events.insert(event, 'hash', monday);
    await store.events.refuse([one.messageId]);
    expect(await store.events.readAll([one.messageId, two.messageId])).toEqual([two]);
    expect(await store.events.named(user, { names: ['Opened'], since: monday, limit: 9, from: 'oldest' })).toEqual([two]); // prettier-ignore
  });

  it('is done when it is marked, and known before that', async () => {
    const [one, two] = [eventOf('bo', 'One', { at: monday }), eventOf('bo', 'Two', { at: monday })];
    for (const event of [one, two]) await store.events.insert(event, 'hash', monday);
    await store.events.markDone([one.messageId]);
    await store.events.markDone([]);
    const ids = [one.messageId, two.messageId, 'never heard of'];
    expect([...(await store.events.done(ids))]).toEqual([one.messageId]);
    expect(await store.events.known(ids)).toEqual(new Set([one.messageId, two.messageId]));
    expect(await store.events.read('never heard of')).toBeNull();
  });

  it('pending is found oldest first, at most so many, and not before its time', async () => {
    const lone = await openTestStore();
    const { events } = lone.store;
    for (const [id, at] of [['c', 3], ['a', 1], ['done', 2], ['b', 2], ['later', 9]] as const) {
      await events.insert(eventOf('bo', 'X', { at: monday, messageId: id }), 'hash', monday + at * minute);
    } // prettier-ignore
    await events.markDone(['done']);
    const ids = async (limit: number): Promise<string[]> =>
      (await events.pending(monday + 5 * minute, limit)).map(({ event }) => event.messageId);
    expect([await ids(10), await ids(2), await events.count()]).toEqual([['a', 'b', 'c'], ['a', 'b'], 5]);
    await lone.close();
  });

  it('of a user comes with the others by timestamp', async () => {
    const user = freshName('bo');
    for (const age of [1, 3, 2])
      await store.events.insert(eventOf(user, `${age}`, { at: monday - age }), 'hash', monday);
    expect((await store.events.of(user)).map(({ event }) => event.name)).toEqual(['3', '2', '1']);
  });
});

describe('the trail', () => {
  const entry = { at: monday, step: 'welcome', what: 'sent', because: ['accepted'] };

  it('told again is told once, in the order of the decisions', async () => {
    const told = { user: freshName('bo'), journey: 'test', visit: 1, release: 'r', entries: [entry] };
    for (const number of [2, 1, 2, 10]) await store.trail.append({ ...told, number });
    expect((await store.trail.of(told.user)).map(({ number }) => number)).toEqual([1, 2, 10]);
  });

  it('counts the decisions that told something', async () => {
    const what = freshName('what');
    const told = { journey: 'test', visit: 1, number: 1, release: 'r', entries: [{ ...entry, what }, { ...entry, what }] }; // prettier-ignore
    for (const user of ['a', 'b']) await store.trail.append({ ...told, user: freshName(user) });
    expect(await store.trail.count(what)).toBe(2);
  });

  it('counts what held nudges back, by the first reason', async () => {
    const rule = freshName('rule');
    const held = { ...entry, what: 'held', because: [rule, 'quiet hours'] };
    const told = { journey: 'test', visit: 1, release: 'r', entries: [entry, held] };
    for (const number of [1, 2]) await store.trail.append({ ...told, user: freshName('bo'), number });
    const reasons = await store.trail.held();
    expect(reasons.filter(({ because }) => because === rule)).toEqual([{ because: rule, times: 2 }]);
    expect(reasons.map(({ because }) => because)).not.toContain('accepted');
  });
});

describe('the nudges', () => {
  it('keep what is known last of each key', async () => {
    const user = freshName('bo');
    const nudge: NudgeRecord = {
      ...{ key: `test/${user}/1/welcome/0`, user, journey: 'test', visit: 1, release: 'r', step: 'welcome' },
      ...{ template: 'welcome', channel: 'email', locale: 'en', status: 'refused for now', at: monday },
      ...{ attempts: 6, maybeTwice: false, because: 'SMTP refused with 451' },
    };
    await store.nudges.record(nudge);
    const sent: NudgeRecord = { ...nudge, status: 'sent', attempts: 7 };
    for (const each of [sent, sent]) await store.nudges.record(each);
    expect(await store.nudges.of(user)).toEqual([sent]);
    expect(await store.nudges.read(nudge.key)).toEqual(sent);
    expect(await store.nudges.read('another')).toBeNull();
    expect([await store.nudges.count('sent'), await store.nudges.count('refused for now')]).toEqual([1, 0]);
    // An attempt that ended long ago and comes late.
    await store.nudges.record({ ...nudge, attempts: 1, because: '$status' });
    expect(await store.nudges.read(nudge.key)).toEqual(sent);
  });
});

describe('the releases', () => {
  it('are kept for good; the one published last is current', async () => {
    const lone = await openTestStore();
    const { releases } = lone.store;
    const [one, two] = [releaseOf([programOf([])]), releaseOf([programOf([], { description: 'a.b $c __proto__' })])];
    expect([await releases.current(), await releases.read(one.id)]).toEqual([null, null]);
    await releases.publish(one, monday);
    await releases.publish(two, monday);
    expect(await releases.current()).toEqual(two);
    await releases.publish(one, monday);
    const fresh = (await lone.another()).releases;
    expect([await fresh.current(), await fresh.read(two.id)]).toEqual([one, two]);
    await lone.close();
  });

  it('are called what was said last', async () => {
    const { releases } = store;
    const release = releaseOf([programOf([], { description: 'called' })]);
    expect(await releases.title(release.id)).toBeNull();
    await releases.publish(release, monday, 'longer waits');
    await releases.publish(release, monday, 'shorter waits');
    await releases.publish(release, monday);
    expect(await releases.title(release.id)).toBe('shorter waits');
  });

  it('keep a condition as it was compiled', async () => {
    const when = done('a.b $c');
    const release = releaseOf([programOf([], { leave: [{ kind: 'condition', when, words: 'x' }] })]);
    await store.releases.publish(release, monday);
    expect(await (await kept.another()).releases.read(release.id)).toEqual(release);
  });
});

describe('the demonstration’s clock', () => {
  it('is what was written last, and nothing before', async () => {
    const lone = await openTestStore();
    const { demonstration } = lone.store;
    expect(await demonstration.read()).toBeNull();
    const time = { shows: monday, since: null, speed: 17_280, barrier: monday + day, held: [], seen: monday };
    await demonstration.write(time);
    await demonstration.write({ ...time, since: monday });
    expect(await demonstration.read()).toEqual({ ...time, since: monday });
    await lone.close();
  });
});
