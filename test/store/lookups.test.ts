import { newUser } from '../../domain/enrolment/user.ts';
import { fingerprint } from '../../store/fingerprint.ts';
import type { NudgeRecord } from '../../store/nudges.ts';
import { monday } from '../support/event.ts';
import { freshName } from '../support/stack.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

let kept: TestStore;
beforeAll(async () => (kept = await openTestStore()));
afterAll(() => kept.close());

/** Writes the user with this address, new or not. */
async function lives(id: string, email: unknown): Promise<void> {
  const user = await kept.store.users.read(id);
  const traits = { email: email as string };
  await kept.store.users.write({ ...user, profile: { ...newUser(id).profile, traits } }, monday);
}

describe('a user', () => {
  it('is found by the present address, in any case, with everybody who has it', async () => {
    const address = `${freshName('Bo')}@Acme.TEST`;
    const [one, other] = [freshName('a'), freshName('b')];
    await lives(one, address);
    await lives(other, address.toLowerCase());
    const found = (limit: number) => kept.store.users.byAddress(address.toUpperCase(), limit);
    expect(await found(10)).toEqual([one, other]);
    expect(await found(1)).toEqual([one]);
    await lives(one, 'elsewhere@acme.test');
    expect(await found(10)).toEqual([other]);
  });

  it.each([7, null, ['a@b'], 'x'.repeat(321)])('is not found by what is no address: %.10j', async (email) => {
    const id = freshName('bo');
    await lives(id, email);
    expect(await kept.store.users.byAddress(String(email), 10)).toEqual([]);
    expect((await kept.store.users.read(id)).profile.traits).toEqual({ email });
  });
});

describe('a nudge', () => {
  it('is found by the fingerprint of its key, and by no other', async () => {
    const user = freshName('bo');
    const nudge: NudgeRecord = {
      ...{
        key: `tour/${user}/1/hello/0`,
        user,
        journey: 'tour',
        visit: 1,
        release: 'r',
        step: 'hello',
        template: 'hi',
      },
      ...{
        channel: 'email' as const,
        locale: 'en',
        status: 'sent' as const,
        at: monday,
        attempts: 1,
        maybeTwice: false,
        because: 'x',
      },
    };
    await kept.store.nudges.record(nudge);
    await kept.store.nudges.record({ ...nudge, status: 'failed', attempts: 2 });
    expect(await kept.store.nudges.byFingerprint(fingerprint(nudge.key))).toMatchObject({ ...nudge, attempts: 2 });
    expect(await kept.store.nudges.byFingerprint(fingerprint(`${nudge.key}0`))).toBeNull();
  });
});
