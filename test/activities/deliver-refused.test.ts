import { deliveryLease as lease } from '../../domain/enrolment/lease.ts';
import { createEmailProvider, type EmailProvider } from '../../activities/email/provider.ts';
import { terminate } from '../../domain/enrolment/terminate.ts';
import { day, minute, second } from '../../domain/time/instant.ts';
import { monday, track } from '../support/event.ts';
import { freshName } from '../support/stack.ts';
import {
  clock,
  closeDeliveries,
  deliver,
  enters,
  kept,
  mails,
  next,
  nudge,
  openDeliveries,
  read,
  takes,
} from '../support/delivering.ts';

beforeAll(openDeliveries);
afterAll(closeDeliveries);

describe('a provider that refuses', () => {
  it('for now is asked again, then left alone in view of everybody', async () => {
    const somebody = await enters();
    await kept.stack.inbox.behave({ to: somebody.address, how: { kind: 'refuse', code: 451 } });
    for (const tried of [1, 2, 3, 4, 5]) {
      const delivery = await deliver(somebody, { tried });
      expect(delivery).toEqual({ kind: 'again', because: 'SMTP refused with 451', pause: null });
    }
    const { status, task } = await next(somebody, { tried: 6 });
    expect({ status, task }).toMatchObject({ status: 'failing', task: { kind: 'wait', until: monday + 10 * minute, words: 'SMTP refused with 451' } }); // prettier-ignore
    expect(await kept.store.nudges.read(nudge(somebody))).toMatchObject({ status: 'refused for now', attempts: 6 });
  });

  it('for now and then no longer gets the mail, once', async () => {
    const somebody = await enters();
    await kept.stack.inbox.behave({ to: somebody.address, how: { kind: 'refuse', code: 451 }, times: 1 });
    expect(await deliver(somebody)).toMatchObject({ kind: 'again' });
    expect(await next(somebody, { tried: 2 })).toMatchObject({ number: 2, status: 'delayed' });
    expect(await mails(somebody)).toHaveLength(1);
  });

  it('an address for good is never asked for it again; the journey goes on', async () => {
    const somebody = await enters();
    await kept.stack.inbox.behave({ to: somebody.address, how: { kind: 'refuse', code: 550 } });
    const { status, because } = await next(somebody);
    expect(status).toBe('delayed');
    expect(because).toEqual(['send-welcome failed: SMTP refused the address with 550']);
    const { suppressed, ledger } = await read(somebody);
    expect({ suppressed, ledger }).toMatchObject({ suppressed: [somebody.address], ledger: [{ status: 'failed' }] });
    expect(await kept.store.nudges.read(nudge(somebody))).toMatchObject({ status: 'failed' });
  });

  it('an address for good is never asked for it by anybody who has it, or will have it', async () => {
    const somebody = await enters();
    const { address } = somebody;
    const other = await enters({ email: address.toUpperCase() });
    await kept.stack.inbox.behave({ to: address, how: { kind: 'refuse', code: 550 } });
    await next(somebody);
    expect((await read(other)).suppressed).toEqual([address]);
    const later = await enters({ email: address });
    expect((await read(later)).suppressed).toEqual([address]);
  });

  it('an address for good is never asked for it again, though the visit was over before it answered', async () => {
    const somebody = await enters();
    const email: EmailProvider = {
      async send() {
        const user = await read(somebody);
        const end = { at: monday, outcome: 'left', words: 'left' } as const;
        await kept.store.users.write(terminate(user, 'test', { visit: user.visits.test!, end }), monday);
        return { kind: 'failed', because: 'SMTP refused the address with 550', refused: true };
      },
      close: () => {},
    };
    await next(somebody, { email });
    const { suppressed, visits } = await read(somebody);
    expect([suppressed, visits.test?.status]).toEqual([[somebody.address], 'closed']);
  });

  it.each([
    ['550 5.1.1 no such user', 'failed', true],
    ['550 5.2.1 mailbox disabled', 'failed', true],
    ['552 5.2.2 mailbox full', 'failed', false],
    ['554 no thanks', 'failed', false],
    ['554 5.7.1 Relay access denied', 'later', undefined],
    ['550 5.1.8 sender domain not found', 'later', undefined],
  ] as const)('with “%s” is told as %s, and suppresses the address: %s', async (...[line, kind, refused]) => {
    const address = `${freshName('bo')}@acme.test`;
    const [code, text] = [line.slice(0, 3), line.slice(4)];
    await kept.stack.inbox.behave({ to: address, how: { kind: 'refuse', code: Number(code), text } });
    const provider = createEmailProvider(kept.stack.smtp.url);
    const from = { name: 'Acme', address: 'hello@mail.acme.test' };
    const result = await provider.send({ from, to: address, subject: 'x', html: 'x', text: 'x', messageId: '<x@acme.test>', oneClick: null }); // prettier-ignore
    provider.close();
    expect(result).toMatchObject({ kind, ...(refused !== undefined && { refused }) });
  });

  it('by hanging is given up within the lease', async () => {
    const somebody = await enters();
    await kept.stack.inbox.behave({ to: somebody.address, how: { kind: 'hang' } });
    const began = Date.now();
    expect(await deliver(somebody)).toMatchObject({ kind: 'again', because: expect.stringMatching(/^SMTP does not answer/) as string }); // prettier-ignore
    expect(Date.now() - began).toBeLessThan(lease - 2 * second);
    // It had the whole mail: nobody can know whether it took it.
    expect((await read(somebody)).ledger).toMatchObject([{ status: 'sending', lease: null }]);
  });

  it('by breaking off after it took the mail is asked again, which is counted: it may have gone out twice', async () => {
    const somebody = await enters();
    await kept.stack.inbox.behave({ to: somebody.address, how: { kind: 'drop' }, times: 1 });
    expect(await deliver(somebody)).toMatchObject({ kind: 'again' });
    await next(somebody, { tried: 2 });
    const sent = await mails(somebody);
    expect([sent.length, new Set(sent.map(({ messageId }) => messageId)).size]).toEqual([2, 1]);
    expect(await kept.store.nudges.read(nudge(somebody))).toMatchObject({ status: 'sent', maybeTwice: true });
  });

  it('by breaking off stays in doubt, whatever the attempts after it are told: a later one is counted', async () => {
    const somebody = await enters();
    await kept.stack.inbox.behave({ to: somebody.address, how: { kind: 'drop' }, times: 1 });
    expect(await deliver(somebody)).toMatchObject({ kind: 'again' });
    await kept.stack.inbox.behave({ to: somebody.address, how: { kind: 'refuse', code: 451 }, times: 1 });
    expect(await deliver(somebody)).toMatchObject({ kind: 'again' });
    await next(somebody, { tried: 3 });
    expect(await mails(somebody)).toHaveLength(2);
    expect(await kept.store.nudges.read(nudge(somebody))).toMatchObject({ status: 'sent', maybeTwice: true });
  });

  it('for long keeps nobody whose goal was reached while it was asked', async () => {
    const somebody = await enters();
    const refusing: EmailProvider = {
      async send() {
        await takes(track(somebody.id, 'Project Created', { at: monday }));
        return { kind: 'later', because: 'not now', unsure: false, after: day };
      },
      close: () => undefined,
    };
    expect(await next(somebody, { email: refusing })).toMatchObject({ task: { kind: 'end', outcome: 'converted' } });
    expect((await read(somebody)).ledger).toEqual([]);
  });

  it('is left alone for as long as it asks for, from its answer on', async () => {
    const somebody = await enters();
    const refusing: EmailProvider = {
      send() {
        clock.shows(monday + 14 * second);
        return Promise.resolve({ kind: 'later', because: 'not now', unsure: false, after: 2 * minute });
      },
      close: () => undefined,
    };
    const { task } = await next(somebody, { email: refusing });
    clock.shows(monday);
    expect(task).toMatchObject({ kind: 'wait', until: monday + 14 * second + 2 * minute });
  });

  it('by not being there is tried again', async () => {
    const nowhere = createEmailProvider('smtp://127.0.0.1:1');
    const somebody = await enters();
    const delivery = await deliver(somebody, { email: nowhere });
    nowhere.close();
    expect(delivery).toMatchObject({ kind: 'again', because: 'SMTP does not answer: ESOCKET' });
    expect((await read(somebody)).ledger).toMatchObject([{ status: 'reserved', lease: null }]);
  });
});

describe('a nudge that must not go out', () => {
  it('is dropped when the goal was reached meanwhile', async () => {
    const somebody = await enters();
    await takes(track(somebody.id, 'Project Created', { at: monday }));
    expect(await next(somebody)).toMatchObject({ task: { kind: 'end', outcome: 'converted' } });
    expect(await mails(somebody)).toEqual([]);
    expect((await read(somebody)).ledger).toEqual([]);
  });

  it.each([
    ['there is no address', { email: null }, 'no email address'],
    ['the address is none', { email: 'bo' }, 'no email address'],
    ['the address is a list of them', { email: 'bo@acme.test, di@acme.test' }, 'no email address'],
    ['the address would add a header', { email: 'bo@acme.test\r\nBcc: di@acme.test' }, 'no email address'],
  ])('is skipped with its reason when %s, and the journey goes on', async (_, traits, reason) => {
    const somebody = await enters(traits);
    const { status, because } = await next(somebody);
    expect({ status, because }).toEqual({ status: 'delayed', because: [`send-welcome skipped: ${reason}`] });
  });

  it('is skipped when its address refused mail before', async () => {
    const somebody = await enters();
    const user = await read(somebody);
    await kept.store.users.write({ ...user, suppressed: [somebody.address] }, monday);
    expect((await next(somebody)).because).toEqual(['send-welcome skipped: the address refused mail before']);
    expect(await mails(somebody)).toEqual([]);
  });

  it('is held with its reason when its template cannot be rendered for this user', async () => {
    const somebody = await enters({ link: 'javascript:alert(1)' }, { journey: 'broken', event: 'Broke In' });
    expect(await deliver(somebody)).toMatchObject({ kind: 'again', because: expect.stringContaining('broken') as string }); // prettier-ignore
    const { status, task } = await next(somebody, { tried: 6 });
    expect({ status, task }).toMatchObject({ status: 'failing', task: { kind: 'wait', words: expect.stringContaining('broken') as string } }); // prettier-ignore
    expect(await mails(somebody)).toEqual([]);
  });

  it('is not sent for a visit that the database has lost: the workflow has to ask with its state', async () => {
    const somebody = await enters();
    await kept.db.collection<{ _id: string }>('users').deleteOne({ _id: somebody.id });
    expect(await deliver(somebody)).toEqual({ kind: 'behind' });
    expect(await mails(somebody)).toEqual([]);
  });
});
