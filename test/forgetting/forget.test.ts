import { exportUser } from '../../client/export.ts';
import { workflowId } from '../../domain/enrolment/identity.ts';
import { beginning } from '../../domain/release/refresh.ts';
import { slotExposureKey } from '../../store/exposure-keys.ts';
import { identify, track } from '../support/event.ts';
import { freshName } from '../support/stack.ts';
import { asked, openHouse, surnameOf, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const forgetAll = async (user: string): Promise<void> => {
  await house.forget().request(user, asked);
  await house.finish(user);
};

describe('forgetting somebody', () => {
  it('in the middle of a wait leaves nothing but the proof, which does not say who it was', async () => {
    const { working } = house;
    const user = await house.waiting();
    expect((await house.named(user)).length).toBeGreaterThan(5);
    await forgetAll(user);
    expect(await house.named(user)).toEqual([]);
    expect(await working.kept.store.forgotten.of(user)).toMatchObject({
      ...asked,
      counts: { users: 1, events: 2, trail: 2, nudges: 1, executions: 1 },
      readmitted: null,
    });
    await expect(working.handle(user).describe()).rejects.toThrow('not found');
    const [told] = await working.kept.store.audit.list({ limit: 1 });
    expect(told).toMatchObject({ ...asked, did: 'forget', to: { kind: 'forgotten' }, words: 'forgotten, for good' });
  });

  it('in the middle of a refresh that has come to them lets it go on from who was before', async () => {
    const { store } = house.working.kept;
    const [before, user] = [await house.waiting(), await house.waiting()].sort();
    const begun = { ...beginning({ release: 'r', since: 1 }, { rate: 1, now: 1 }), page: 1 };
    await store.refreshes.note(begun, user);
    await forgetAll(user!);
    expect(await house.named(user!)).toEqual([]);
    const { after } = await store.refreshes.cursor(begun);
    expect(after >= before! && after < user!).toBe(true);
  });

  it('in the middle of a delivery lets that end, sends nothing more, and leaves nothing of it', async () => {
    const { working } = house;
    const user = await house.waiting();
    const { came, letGo } = house.hold(user);
    await working.does(user, 'Profile Completed');
    await came;
    await house.forget().request(user, asked);
    const finished = house.finish(user);
    setTimeout(letGo, 500);
    await finished;
    expect(await house.named(user)).toEqual([]);
    // What its provider had in its hands already went out.
    expect(await working.mails(user)).toEqual(['welcome', 'thanks']);
  });

  it('while a nudge is held drops the nudge', async () => {
    const { working } = house;
    const user = await house.waiting();
    const what = { kind: 'template', name: 'thanks' } as const;
    const { switches } = working.kept.store;
    await switches.switchOff({ what, then: 'hold', at: Date.now(), ...asked });
    await new Promise((resolve) => setTimeout(resolve, 5_100)); // What is off is known everywhere within 5 s.
    await working.does(user, 'Profile Completed');
    await working.visit(user, ({ decision }) => decision?.effect.kind === 'wait' && decision.effect.status === 'held');
    await forgetAll(user);
    await switches.switchOn(what, { at: Date.now(), ...asked });
    expect(await house.named(user)).toEqual([]);
    expect(await working.mails(user)).toEqual(['welcome']);
  });

  it('leaves the arms that slots have met, but nobody’s, whatever the product has called its sessions', async () => {
    const { kept, temporal } = house.working;
    const user = await house.waiting();
    const about = { user, slot: 'tutorial', session: `${user}/morning`, release: 'r', kind: 'chosen' } as const;
    const met = { experiment: 'tour', arm: 'video', probability: 0.5, bucket: 0.3, at: Date.now(), ...about };
    await kept.store.exposures.recordOnce(slotExposureKey(met), met);
    await kept.store.showings.record({ ...about, item: 'film', rule: 'first', at: Date.now() });
    const parts = new Set<string>();
    for await (const { part } of (await exportUser({ store: kept.store, temporal }, user)).documents) parts.add(part);
    expect([...parts]).toEqual(expect.arrayContaining(['exposures', 'showings', 'executions']));
    await forgetAll(user);
    expect(await house.named(user)).toEqual([]);
    const left = await kept.db.collection('exposures').find({ slot: 'tutorial', bucket: null }).toArray();
    expect(left).toMatchObject([{ experiment: 'tour', arm: 'video' }]);
  });

  it('refuses what comes of the user afterwards, late or again, and keeps nothing of it', async () => {
    const { working } = house;
    const user = await house.waiting();
    const message = track(user, 'Project Created', { at: Date.now() });
    await working.ingest.take(message);
    await forgetAll(user);
    for (const late of [message, track(user, 'Signed Up', { at: Date.now() })])
      await expect(working.ingest.take(late)).rejects.toMatchObject({ code: 'USER_FORGOTTEN' });
    expect(await house.named(user)).toEqual([]);
  });

  it('asked for twice, by two people, is done once, and says who was first', async () => {
    const user = await house.waiting();
    const [one, two] = await Promise.all([
      house.forget().request(user, asked),
      house.forget().request(user, asked).then(() => house.forget().request(user, { by: 'lee', reason: 'the same' })), // prettier-ignore
    ]);
    expect(two.proof).toEqual(one.proof);
    await Promise.all([house.finish(user), house.finish(user), house.working.ingest.sweep(0)]);
    expect(await house.forget().request(user, asked)).toMatchObject({ forgetting: null, proof: { by: 'kim' } });
    expect(await house.named(user)).toEqual([]);
  });

  it.each([
    ['by', { by: '', reason: 'ticket' }],
    ['reason', { by: 'kim', reason: ' ' }],
  ])('without words is refused: %s', async (name, words) => {
    const user = await house.waiting();
    const refused = { code: 'COMMAND_INVALID', message: `forget: ${name}: expected words, at most 200 characters` };
    await expect(house.forget().request(user, words)).rejects.toMatchObject(refused);
  });

  it('for a reason that names the user is refused: the reason is kept for good', async () => {
    const user = await house.waiting();
    for (const reason of [`${user} asked`, `mail of ${user}@ACME.test`, `Bo ${surnameOf(user)} called`])
      await expect(house.forget().request(user, { by: 'kim', reason })).rejects.toMatchObject({
        code: 'COMMAND_INVALID',
      });
    expect(await house.working.kept.store.forgotten.of(user)).toBeNull();
  });

  it('of whom nothing is kept is refused', async () => {
    await expect(house.forget().request('nobody', asked)).rejects.toMatchObject({ code: 'USER_UNKNOWN' });
  });
});

describe('somebody new under the id of who was forgotten', () => {
  it('is let in after being readmitted, and what happened before stays refused', async () => {
    const { working } = house;
    const user = await house.waiting();
    const before = track(user, 'Project Created', { at: Date.now() });
    await forgetAll(user);
    await house.forget().readmit(user, asked);
    expect(await working.kept.store.audit.list({ limit: 1 })).toMatchObject([{ ...asked, did: 'readmit' }]);
    await expect(working.ingest.take(before)).rejects.toMatchObject({ code: 'USER_FORGOTTEN' });
    await working.enters(user);
    await working.visit(user, ({ status }) => status === 'open');
    await expect(working.ingest.take(before)).rejects.toMatchObject({ code: 'USER_FORGOTTEN' });
    expect((await working.user(user)).profile.events['Project Created']).toBeUndefined();
    await forgetAll(user);
    expect(await house.named(user)).toEqual([]);
  });

  it('is not before that is over', async () => {
    const user = await house.waiting();
    await house.forget().request(user, asked);
    await expect(house.forget().readmit(user, asked)).rejects.toMatchObject({ code: 'COMMAND_REFUSED' });
    await house.finish(user);
    await expect(house.forget().readmit('nobody', asked)).rejects.toMatchObject({ code: 'USER_UNKNOWN' });
  });
});

describe('whoever does not know yet that somebody was forgotten', () => {
  it('and starts a workflow: it ends by itself, and reconciling deletes it', async () => {
    const { working } = house;
    const user = await house.waiting();
    await forgetAll(user);
    const { client, taskQueue } = working.temporal;
    const id = workflowId('test', user);
    const enrolment = { journey: 'test', user, visit: 1, release: working.release.id };
    const handle = await client.workflow.start('journey', { taskQueue, workflowId: id, args: [enrolment] });
    expect(await handle.result()).toMatchObject({ outcome: 'left', words: 'this visit is over or forgotten' });
    await working.ingest.meet(user, 'test');
    while (await handle.describe().then(() => true, () => false)) await new Promise((next) => setTimeout(next, 50)); // prettier-ignore
    expect(await house.named(user)).toEqual([]);
  });
});

describe('an address that refused mail for good while somebody had it who was forgotten', () => {
  it('gets no mail from whoever has it later', async () => {
    const { working } = house;
    const { store } = working.kept;
    const user = await house.waiting();
    const email = `${user}@acme.test`;
    const bounced = track(user, 'Email Bounced', { at: Date.now(), properties: { address: email, hard: true } });
    await working.ingest.take(bounced);
    await forgetAll(user);
    const other = freshName('eve');
    await working.ingest.take(identify(other, { email: email.toUpperCase() }, { at: Date.now() }));
    expect((await store.users.read(other)).suppressed).toEqual([email]);
    await working.ingest.take(identify(other, { email: `${other}@acme.test` }, { at: Date.now() }));
    expect((await store.users.read(other)).suppressed).toEqual([email]);
  });
});
