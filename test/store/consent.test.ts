import { newUser } from '../../domain/enrolment/user.ts';
import { monday } from '../support/event.ts';
import { openTestStore } from '../support/store.ts';

describe('a stored user', () => {
  it('of before anybody was asked for consent has said nothing', async () => {
    const kept = await openTestStore();
    const { store, db } = kept;
    await store.users.write(newUser('bo'), monday);
    await db.collection<{ _id: string }>('users').updateOne({ _id: 'bo' }, { $unset: { 'profile.consent': '' } });
    expect((await store.users.read('bo')).profile.consent).toEqual({});
    await kept.close();
  });

  it('keeps what it said, of all channels and categories too', async () => {
    const kept = await openTestStore();
    const { store } = kept;
    const consent = { '*/*': { says: 'out', at: monday }, 'email/tips': { says: 'in', at: monday } } as const;
    const user = newUser('bo');
    await store.users.write({ ...user, profile: { ...user.profile, consent } }, monday);
    expect((await store.users.read('bo')).profile.consent).toEqual(consent);
    await kept.close();
  });
});
