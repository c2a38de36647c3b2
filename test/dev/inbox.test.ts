import { readdir } from 'node:fs/promises';
import { createTransport } from 'nodemailer';
import { createInbox, type Inbox, type InboxOptions } from '../../dev/inbox/inbox.ts';
import { removeTemporaryFolders, temporaryFolder } from './places.ts';

const open: Inbox[] = [];

async function inboxWith(options: Partial<InboxOptions> = {}): Promise<Inbox> {
  const inbox = await createInbox({ folder: null, smtpPort: 0, httpPort: 0, ...options });
  open.push(inbox);
  return inbox;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((inbox) => inbox.stop()));
});
afterAll(removeTemporaryFolders);

interface Letter {
  readonly to: string | readonly string[];
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
}

async function send(inbox: Inbox, { to, ...rest }: Letter, impatience = 5_000): Promise<void> {
  const transport = createTransport({ url: inbox.smtpUrl, socketTimeout: impatience } as { url: string });
  await transport.sendMail({ from: 'Usher <us@acme.test>', to: [to].flat(), text: 'hello', ...rest });
}

async function refusalOf(sending: Promise<void>): Promise<unknown> {
  const error: unknown = await sending.catch((caught: unknown) => caught);
  return (error as { responseCode?: number }).responseCode ?? (error as { code?: string }).code;
}

describe('the inbox', () => {
  it('takes mails, with or without a password, and gives them back newest first', async () => {
    const inbox = await inboxWith();
    await send(inbox, { to: 'Ada@acme.test', subject: 'Grüße, Ada', text: 'one', html: '<p>one</p>' });
    const withPassword = inbox.smtpUrl.replace('smtp://', 'smtp://anybody:anything@');
    await createTransport(withPassword).sendMail({ from: 'us@acme.test', to: 'ada@acme.test', subject: 'second' });
    await send(inbox, { to: 'bo@acme.test' });
    const messages = await inbox.messages('ada@acme.test');
    expect(messages.map(({ subject }) => subject)).toEqual(['second', 'Grüße, Ada']);
    expect(messages[1]).toMatchObject({ from: '"Usher" <us@acme.test>', to: ['ada@acme.test'], html: '<p>one</p>' });
    expect(messages[1]?.text.trim()).toBe('one');
    expect(messages[1]?.headers).toContainEqual({ name: 'Return-Path', value: '<us@acme.test>' });
    expect(await inbox.messages()).toHaveLength(3);
  });

  it('keeps the mails of a folder over a restart', async () => {
    const folder = await temporaryFolder();
    const first = await inboxWith({ folder });
    await send(first, { to: ['ada@acme.test', 'bo@acme.test'], subject: 'kept' });
    await first.stop();
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^\d+-\d+\.eml$/)]);
    const second = await inboxWith({ folder });
    expect(await second.messages('bo@acme.test')).toMatchObject([{ subject: 'kept' }]);
    await second.clear();
    expect(await readdir(folder)).toEqual([]);
  });

  it('loses none of many at once', async () => {
    const inbox = await inboxWith();
    await Promise.all(Array.from({ length: 60 }, (_, index) => send(inbox, { to: `user-${index % 3}@acme.test` })));
    expect(await inbox.messages('user-0@acme.test')).toHaveLength(20);
    expect(await inbox.messages()).toHaveLength(60);
  });

  it('says which port is taken, and leaves the other one free', async () => {
    const inbox = await inboxWith();
    const httpPort = Number(new URL(inbox.pageUrl).port);
    await expect(inboxWith({ httpPort })).rejects.toThrow(/EADDRINUSE/);
  });
});

describe('a misbehaving inbox', () => {
  it.each([451, 550])('refuses with %i, as often as it was told', async (code) => {
    const inbox = await inboxWith();
    inbox.behave({ to: 'Bo@acme.test', how: { kind: 'refuse', code, text: 'no' }, times: 1 });
    expect(await refusalOf(send(inbox, { to: 'bo@acme.test' }))).toBe(code);
    await send(inbox, { to: 'bo@acme.test' });
    await send(inbox, { to: 'ada@acme.test' });
    expect(await inbox.messages()).toHaveLength(2);
  });

  it('hangs for all of a domain until it is told to behave', async () => {
    const inbox = await inboxWith();
    inbox.behave({ to: '@slow.test', how: { kind: 'hang' } });
    expect(await refusalOf(send(inbox, { to: 'bo@slow.test' }, 200))).toBe('ETIMEDOUT');
    inbox.behave({ to: '@slow.test', how: null });
    await send(inbox, { to: 'bo@slow.test' });
    expect(await inbox.messages()).toHaveLength(1);
  });

  it('answers late', async () => {
    const inbox = await inboxWith();
    inbox.behave({ to: 'bo@acme.test', how: { kind: 'delay', milliseconds: 300 } });
    const begun = performance.now();
    await send(inbox, { to: 'bo@acme.test' });
    expect(performance.now() - begun).toBeGreaterThan(290);
  });

  it('keeps a mail and hangs up before it says so', async () => {
    const inbox = await inboxWith();
    inbox.behave({ to: 'bo@acme.test', how: { kind: 'drop' } });
    expect(await refusalOf(send(inbox, { to: 'bo@acme.test' }))).toBe('ECONNECTION');
    expect(await inbox.messages('bo@acme.test')).toHaveLength(1);
  });

  it('hangs and is stopped all the same', async () => {
    const inbox = await inboxWith();
    inbox.behave({ to: 'bo@acme.test', how: { kind: 'hang' } });
    const sending = refusalOf(send(inbox, { to: 'bo@acme.test' }, 20_000));
    await new Promise((resolve) => setImmediate(resolve));
    await inbox.stop();
    expect(await sending).toBeDefined();
  });
});
