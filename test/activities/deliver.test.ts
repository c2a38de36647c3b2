import { createHash } from 'node:crypto';
import { explainUser } from '../../client/explain/explanation.ts';
import { deliveryLease as lease } from '../../domain/enrolment/lease.ts';
import { day, minute } from '../../domain/time/instant.ts';
import { monday, track } from '../support/event.ts';
import {
  clock,
  closeDeliveries,
  deliver,
  enters,
  killedAtWrite,
  kept,
  mails,
  next,
  nudge,
  openDeliveries,
  read,
  recording,
  takes,
} from '../support/delivering.ts';

beforeAll(openDeliveries);
afterAll(closeDeliveries);

describe('a delivery', () => {
  it('sends one mail, in the user’s language, with the text beside the HTML, and goes on', async () => {
    const somebody = await enters();
    const { task, number, status, step: at } = await next(somebody);
    expect({ task: task.kind, number, status, at }).toEqual({ task: 'wait', number: 2, status: 'delayed', at: 'pause' }); // prettier-ignore
    const [mail, ...others] = await mails(somebody);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ subject: `welcome para ${somebody.id}`, from: '"Acme" <hello@mail.acme.test>' });
    expect([mail?.text.trim(), mail?.html?.trim()]).toEqual(['Olá Bo', '<p>Olá Bo</p>']);
  });

  it('carries the SHA-256 of the nudge’s key at the sender’s domain as its Message-ID', async () => {
    const somebody = await enters();
    await next(somebody);
    const hash = createHash('sha256').update(nudge(somebody)).digest('hex');
    expect((await mails(somebody)).map(({ messageId }) => messageId)).toEqual([`<${hash}@mail.acme.test>`]);
  });

  it('is kept with its locale, its attempt and its reason, and in the ledger', async () => {
    const somebody = await enters();
    await next(somebody);
    expect(await kept.store.nudges.read(nudge(somebody))).toMatchObject({
      user: somebody.id,
      status: 'sent',
      locale: 'pt',
      choice: expect.objectContaining({ by: expect.any(String) as string }) as object,
      zone: 'Europe/Berlin',
      attempts: 1,
      maybeTwice: false,
      at: monday,
      because: expect.stringMatching(/^email accepted in \d+\.\d s$/) as string,
    });
    expect((await read(somebody)).ledger).toMatchObject([{ nudge: nudge(somebody), status: 'sent', lease: null }]);
  });

  it('asked for again sends nothing and gives the same answer', async () => {
    const somebody = await enters();
    const first = await next(somebody);
    expect(await next(somebody)).toEqual(first);
    expect(await mails(somebody)).toHaveLength(1);
  });

  it('asked for in five processes at once sends one mail', async () => {
    const somebody = await enters();
    const deliveries = await Promise.all([1, 2, 3, 4, 5].map(() => deliver(somebody)));
    expect(deliveries.filter(({ kind }) => kind === 'next').length).toBeGreaterThan(0);
    for (const delivery of deliveries.filter((each) => each.kind === 'again')) {
      expect(delivery).toMatchObject({ because: 'another attempt runs' });
      expect(delivery.pause).toBeLessThanOrEqual(lease);
    }
    expect(await mails(somebody)).toHaveLength(1);
  });
});

describe('a crash', () => {
  it('after the provider accepted and that was noted sends nothing again', async () => {
    const somebody = await enters();
    const provider = recording();
    await expect(deliver(somebody, { email: provider, store: killedAtWrite(2) })).rejects.toThrow('killed');
    // It need not wait for the lease: nobody is asked for anything any more.
    expect(await next(somebody, { email: provider })).toMatchObject({ number: 2, task: { kind: 'wait' } });
    expect(provider.accepted).toHaveLength(1);
    expect(await kept.store.nudges.read(nudge(somebody))).toMatchObject({ status: 'sent', locale: 'pt', maybeTwice: false }); // prettier-ignore
  });

  it('after that was noted is told of that instant, with what its slots have shown', async () => {
    const somebody = await enters();
    const provider = recording();
    await expect(deliver(somebody, { email: provider, store: killedAtWrite(2) })).rejects.toThrow('killed');
    const met = { experiment: 'tour', arm: 'video', at: monday, bucket: 0.3, probability: 0.5 };
    const shown = { template: 'content/film', fresh: monday + day };
    const told = 'tutorial: shows film by rule newcomers, since everybody';
    const showed = { met: [met], shown: [shown], told: [told] };
    await kept.db.collection<{ _id: string }>('nudges').updateOne({ _id: nudge(somebody) }, { $set: { showed } });
    clock.shows(monday + minute);
    await next(somebody, { email: provider });
    clock.shows(monday);
    const [line] = (await kept.store.trail.of(somebody.id)).flatMap(({ entries }) => entries).filter(({ what }) => what === 'sent'); // prettier-ignore
    expect(line).toMatchObject({ at: monday, because: ['email accepted in 0.0 s', told] });
    const { ledger, arms } = await read(somebody);
    expect([arms, ledger]).toMatchObject([{ tour: 'video' }, [{ status: 'sent', shown: [shown] }]]);
    const { story } = await explainUser(kept.store, await read(somebody), { now: monday + minute });
    expect(story.find(({ what }) => what === 'sent')?.sent).toMatchObject({ template: 'welcome', locale: 'pt' });
  });

  it('after that was noted is told as sent, though the goal is reached before the next attempt', async () => {
    const somebody = await enters();
    const provider = recording();
    await expect(deliver(somebody, { email: provider, store: killedAtWrite(2) })).rejects.toThrow('killed');
    await takes(track(somebody.id, 'Project Created', { at: monday }));
    const { task, because } = await next(somebody, { email: provider });
    expect(task).toMatchObject({ kind: 'end', outcome: 'converted' });
    expect(because[0]).toBe('send-welcome sent: email accepted in 0.0 s');
    expect(provider.accepted).toHaveLength(1);
  });

  it('of which nobody knows whether the nudge went out says so, where the goal is reached before the next attempt', async () => {
    const somebody = await enters();
    const dying = { ...kept.store, nudges: { ...kept.store.nudges, record: () => Promise.reject(new Error('killed')) } }; // prettier-ignore
    await expect(deliver(somebody, { email: recording(), store: dying })).rejects.toThrow('killed');
    await kept.age(lease);
    await takes(track(somebody.id, 'Project Created', { at: monday }));
    const { because } = await next(somebody);
    expect(because[0]).toBe(
      'send-welcome dropped: goal reached before it went out; an attempt before this may have gone out',
    );
    expect((await read(somebody)).ledger).toMatchObject([{ status: 'unknown' }]);
  });

  it('before the provider was asked costs nothing but the lease', async () => {
    const somebody = await enters();
    await expect(deliver(somebody, { store: killedAtWrite(1) })).rejects.toThrow('killed');
    expect(await next(somebody)).toMatchObject({ number: 2 });
    expect(await mails(somebody)).toHaveLength(1);
  });

  it('between the provider’s accept and our note is counted: it may have gone out twice, under one Message-ID', async () => {
    const somebody = await enters();
    const provider = recording();
    const dying = { ...kept.store, nudges: { ...kept.store.nudges, record: () => Promise.reject(new Error('killed')) } }; // prettier-ignore
    await expect(deliver(somebody, { email: provider, store: dying })).rejects.toThrow('killed');
    await kept.age(lease);
    await next(somebody, { email: provider });
    expect(new Set(provider.accepted.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await kept.store.nudges.read(nudge(somebody))).toMatchObject({ status: 'sent', attempts: 2, maybeTwice: true }); // prettier-ignore
  });

  it('that was given up in doubt and is asked for again, as a reset may, is counted all the same', async () => {
    const somebody = await enters();
    const provider = recording();
    const dying = { ...kept.store, nudges: { ...kept.store.nudges, record: () => Promise.reject(new Error('killed')) } }; // prettier-ignore
    await expect(deliver(somebody, { email: provider, store: dying })).rejects.toThrow('killed');
    const user = await read(somebody);
    const ledger = user.ledger.map((entry) => ({ ...entry, status: 'unknown', lease: null }) as const);
    expect(await kept.store.users.write({ ...user, ledger }, monday)).toBe(true);
    await next(somebody, { email: provider });
    expect(await kept.store.nudges.read(nudge(somebody))).toMatchObject({ status: 'sent', attempts: 2, maybeTwice: true }); // prettier-ignore
  });
});
