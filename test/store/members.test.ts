import { newUser } from '../../domain/enrolment/user.ts';
import { hour } from '../../domain/time/instant.ts';
import { conditionOf } from '../support/condition.ts';
import { monday } from '../support/event.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

let kept: TestStore;
beforeAll(async () => {
  kept = await openTestStore();
});
afterAll(() => kept.close());

const member = { of: 'a', is: true, since: monday, filled: ['teams'] };

describe('a stored user', () => {
  it('of before segments let people in is in none that is known', async () => {
    const { store, db } = kept;
    await store.users.write(newUser('bo'), monday);
    await db.collection<{ _id: string }>('users').updateOne({ _id: 'bo' }, { $unset: { members: '' } });
    expect(await store.users.read('bo')).toMatchObject({ members: {}, flipAt: null });
  });

  it('keeps in which segments it is, under whatever name, and when to look again', async () => {
    const members = { paying: member, constructor: { ...member, is: false } };
    await kept.store.users.write({ ...newUser('ada'), members, flipAt: monday + hour }, monday);
    expect(await kept.store.users.read('ada')).toMatchObject({ members, flipAt: monday + hour });
  });

  it('is listed when it is to be looked at, those that have waited longest first', async () => {
    await kept.store.users.write({ ...newUser('chen'), flipAt: monday }, monday);
    expect(await kept.store.users.flipping(monday - 1, 10)).toEqual([]);
    expect(await kept.store.users.flipping(monday + hour, 10)).toMatchObject([{ id: 'chen' }, { id: 'ada' }]);
    expect(await kept.store.users.flipping(monday + hour, 10, 1)).toMatchObject([{ id: 'ada' }]);
  });

  it('is counted in a segment, but for a journey that was filled from it', async () => {
    const pays = conditionOf({ 'traits.plan': 'team' });
    const user = newUser('dee');
    const profile = { ...user.profile, traits: { plan: 'team' } };
    await kept.store.users.write({ ...user, profile, members: { paying: member } }, monday);
    await kept.store.users.write({ ...newUser('eve'), profile: { ...profile, user: 'eve' } }, monday);
    const { audience } = kept.store;
    expect(await audience.count(pays, monday)).toBe(2);
    expect(await audience.count(pays, monday, { segment: 'paying', of: 'a', journey: 'teams' })).toBe(1);
    expect(await audience.count(pays, monday, { segment: 'paying', of: 'b', journey: 'teams' })).toBe(2);
  });
});
