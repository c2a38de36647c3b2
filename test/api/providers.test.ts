import { fingerprint } from '../../activities/channel/fingerprint.ts';
import { signed } from '../../activities/webhook/signature.ts';
import type { Json } from '../../domain/json.ts';
import { addressPrint } from '../../domain/profile/address-print.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import { minute } from '../../domain/time/instant.ts';
import { openApi, providerSecret, type TestApi } from '../support/api.ts';
import { identify } from '../support/event.ts';
import { freshName } from '../support/stack.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

interface Sent {
  readonly secrets?: readonly string[];
  readonly at?: number;
}

/** Posts it as a provider does. */
function post(body: Json, { secrets = [providerSecret], at = Date.now() }: Sent = {}): Promise<Response> {
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/json', ...signed({ id: 'msg_1', body: text, secrets, at }) };
  return api.fetch('/v1/providers/email', { method: 'POST', body: text, headers });
}

async function results(response: Promise<Response>): Promise<unknown> {
  const { status, ...answer } = await response.then(async (got) => ({
    status: got.status,
    ...((await got.json()) as object),
  }));
  expect(status).toBe(200);
  return (answer as { results?: unknown }).results;
}

/** Somebody with an address, in capitals as people write it. */
async function addressed(): Promise<{ readonly user: string; readonly address: string }> {
  const user = freshName('bo');
  await api.ingest.take(identify(user, { email: `${user}@ACME.test` }, { at: Date.now() - minute }));
  return { user, address: `${user}@acme.test` };
}

const own = async (user: string): Promise<unknown> => (await api.events(user)).filter(({ name }) => name !== null);

async function mailed(user: string, at = Date.now(), address?: string): Promise<string> {
  const key = `tour/${user}/1/hello/0`;
  await api.kept.store.nudges.record({
    ...{ key, user, journey: 'tour', visit: 1, release: 'r', step: 'hello', template: 'hi', channel: 'email' },
    ...{ locale: 'en', status: 'sent', at, attempts: 1, maybeTwice: false, because: 'x' },
    ...(address !== undefined && { address: addressPrint(address)! }),
  });
  return `<${fingerprint(key)}@acme.test>`;
}

describe('a report of a mail provider', () => {
  it('finds its user by the Message-ID, and is kept once', async () => {
    const { user, address } = await addressed();
    const report = {
      type: 'bounced',
      hard: true,
      messageId: await mailed(user),
      address,
      at: Date.now(),
      id: freshName('r'),
    };
    expect(await results(post({ reports: [report] }))).toEqual([{ id: report.id, result: 'stored' }]);
    expect(await results(post({ reports: [report] }))).toEqual([{ id: report.id, result: 'duplicate' }]);
    const which = { journey: 'tour', step: 'hello', template: 'hi', nudge: `tour/${user}/1/hello/0` };
    expect(await own(user)).toEqual([{ name: 'Email Bounced', properties: { address, hard: true, ...which } }]);
  });

  it('finds everybody with its address, whatever the case', async () => {
    const { user, address } = await addressed();
    const other = freshName('ada');
    await api.ingest.take(identify(other, { email: address }, { at: Date.now() }));
    const report = {
      type: 'complained',
      address: address.toUpperCase(),
      at: new Date().toISOString(),
      id: freshName('r'),
    };
    expect(await results(post({ reports: [report] }))).toEqual([{ id: report.id, result: 'stored' }]);
    const complaint = { name: 'Email Complained', properties: { address, channel: 'email' } };
    expect([await own(user), await own(other)]).toEqual([[complaint], [complaint]]);
    expect((await api.kept.store.users.read(user)).profile.consent).toMatchObject({ 'email/*': { says: 'out' } });
  });

  it('with the Message-ID alone is about the address that the user had then, and not about a newer one', async () => {
    const { user } = await addressed();
    const messageId = await mailed(user);
    const report = { type: 'bounced', hard: true, messageId, at: Date.now(), id: freshName('r') };
    expect(await results(post({ reports: [report] }))).toEqual([{ id: report.id, result: 'stored' }]);
    expect(await own(user)).toMatchObject([{ properties: { address: `${user}@acme.test` } }]);
    const moved = await addressed();
    const before = await mailed(moved.user, Date.now() - 2 * minute);
    const late = { ...report, messageId: before, id: freshName('r') };
    expect(await results(post({ reports: [late] }))).toEqual([{ id: late.id, result: 'unknown' }]);
  });

  it('with the Message-ID alone still knows the address when its user has told the same again since', async () => {
    const { user, address } = await addressed();
    const messageId = await mailed(user, Date.now(), address);
    await api.ingest.take(identify(user, { email: address }, { at: Date.now() + 1 }));
    const report = { type: 'bounced', hard: true, messageId, at: Date.now(), id: freshName('r') };
    expect(await results(post({ reports: [report] }))).toEqual([{ id: report.id, result: 'stored' }]);
    expect(await own(user)).toMatchObject([{ name: 'Email Bounced', properties: { address, hard: true } }]);
  });

  it('of a complaint with the Message-ID alone is about its user, whatever their address is by now', async () => {
    const { user, address } = await addressed();
    const messageId = await mailed(user, Date.now(), address);
    await api.ingest.take(identify(user, { email: `new-${address}` }, { at: Date.now() + 1 }));
    const report = { messageId, at: Date.now() };
    const [bounce, complaint] = [{ ...report, type: 'bounced', hard: true, id: freshName('r') }, { ...report, type: 'complained', id: freshName('r') }]; // prettier-ignore
    expect(await results(post({ reports: [bounce, complaint] }))).toMatchObject([{ result: 'unknown' }, { result: 'stored' }]); // prettier-ignore
    const [told] = (await api.events(user)).filter(({ name }) => name !== null);
    expect(told).toMatchObject({ name: 'Email Complained', properties: { channel: 'email', template: 'hi' } });
    expect(told?.properties).not.toHaveProperty('address');
    expect((await api.kept.store.users.read(user)).profile.consent).toMatchObject({ 'email/*': { says: 'out' } });
  });

  it('is answered one by one: what is unknown or wrong keeps no other back', async () => {
    const { user, address } = await addressed();
    const at = Date.now();
    const reports = [
      { type: 'bounced', address: 'nobody@acme.test', at, id: 'r1' },
      { type: 'delivered', address, at, id: 'r2' },
      { type: 'bounced', at, id: 'r3' },
      { type: 'bounced', messageId: '<not-ours@acme.test>', at, id: 'r4' },
      7,
      { type: 'bounced', address, at, id: freshName('r') },
    ];
    expect(await results(post({ reports }))).toMatchObject(
      ['unknown', 'refused', 'refused', 'unknown', 'refused', 'stored'].map((result) => ({ result })),
    );
    expect(await own(user)).toEqual([{ name: 'Email Bounced', properties: { address, hard: false } }]);
  });

  it.each([
    ['a key that nobody knows', { secrets: [Buffer.from('z'.repeat(32)).toString('base64')] }],
    ['an instant of six minutes ago', { at: Date.now() - 6 * minute }],
    ['an instant in six minutes', { at: Date.now() + 6 * minute }],
  ])('signed with %s is refused', async (_what, sent) => {
    const { user, address } = await addressed();
    const answer = await post({ reports: [{ type: 'bounced', address, at: Date.now(), id: 'r' }] }, sent);
    expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({ code: 'SIGNATURE_INVALID' })]);
    expect(await own(user)).toEqual([]);
  });

  it('is refused without a signature, and with one of another body', async () => {
    const headers = { 'content-type': 'application/json' };
    const others = signed({ id: 'msg_1', body: '{}', secrets: [providerSecret], at: Date.now() });
    for (const more of [{}, others]) {
      const asked = { method: 'POST', body: '{"reports":[]}', headers: { ...headers, ...more } };
      expect((await api.fetch('/v1/providers/email', asked)).status).toBe(401);
    }
  });

  it('of complaints dates the No by its receipt, where its own instant cannot be right', async () => {
    const { user, address } = await addressed();
    const began = Date.now();
    const report = { type: 'complained', address, at: Math.floor(began / 1000), id: freshName('r') };
    for (const result of ['stored', 'duplicate']) {
      expect(await results(post({ reports: [report] }))).toEqual([{ id: report.id, result }]);
    }
    const { 'email/*': no } = (await api.kept.store.users.read(user)).profile.consent;
    expect(no?.at).toBeGreaterThanOrEqual(began);
  });

  it('of a bounce is refused where its instant cannot be right', async () => {
    const { user, address } = await addressed();
    const report = { type: 'bounced', hard: true, address, at: Math.floor(Date.now() / 1000), id: 'r' };
    expect(await results(post({ reports: [report] }))).toEqual([{ id: 'r', result: 'refused', because: 'at is more than 400 days ago; expected ISO 8601 with an offset, or milliseconds since 1970' }]); // prettier-ignore
    expect(await own(user)).toEqual([]);
  });

  it('that cannot be taken now keeps no other back, and is asked for again', async () => {
    const people = await Promise.all([addressed(), addressed(), addressed()]);
    const [, broken] = people;
    const record = (event: UserEvent): Promise<'stored' | 'duplicate'> =>
      event.user === broken.user ? Promise.reject(new Error('no room')) : api.ingest.record(event);
    const failing = await openApi({ store: api.kept.store, ingest: { record } });
    const reports = people.map(({ address }) => ({ type: 'complained', address, at: Date.now(), id: address }));
    const text = JSON.stringify({ reports });
    const headers = { 'content-type': 'application/json', ...signed({ id: 'msg_1', body: text, secrets: [providerSecret], at: Date.now() }) }; // prettier-ignore
    const answer = await failing.fetch('/v1/providers/email', { method: 'POST', body: text, headers });
    const answers = ((await answer.json()) as { results: readonly { id: string; result: string }[] }).results;
    expect([answer.status, answers.map(({ id }) => id)]).toEqual([503, reports.map(({ id }) => id)]);
    expect(answers.map(({ result }) => result)).toEqual(['stored', 'failed', 'stored']);
    expect(failing.log()).toContain('a report was not taken');
    expect(await results(post({ reports }))).toMatchObject(['duplicate', 'stored', 'duplicate'].map((result) => ({ result }))); // prettier-ignore
    await failing.close();
  });

  it('is heard however many others are forged, which are told so themselves', async () => {
    const beset = await openApi({ store: api.kept.store, ingest: api.ingest });
    const tell = (password: string): Promise<Response> =>
      beset.fetch('/v1/providers/email/sendgrid', {
        method: 'POST',
        body: '[]',
        headers: {
          'content-type': 'application/json',
          authorization: `Basic ${Buffer.from(`usher:${password}`).toString('base64')}`,
        },
      });
    const forged: number[] = [];
    for (let times = 0; times < 61; times++) forged.push((await tell('guess')).status);
    expect([forged[0], forged.at(-1)]).toEqual([401, 429]);
    expect((await tell(`whsec_${providerSecret}`)).status).toBe(200);
    await beset.close();
  });

  it('is believed by the older of two keys', async () => {
    const secrets = [Buffer.from('z'.repeat(32)).toString('base64'), providerSecret];
    expect((await post({ reports: [{ type: 'bounced', address: 'x@acme.test', at: 1, id: 'r' }] }, { secrets })).status).toBe(200); // prettier-ignore
  });

  it('that is no batch is refused', async () => {
    for (const body of [{}, [], { reports: [] }, { reports: 1 }, 'x']) expect((await post(body)).status).toBe(400);
  });
});

describe('a webhook of a known provider', () => {
  const authorized = { authorization: `Basic ${Buffer.from(`usher:whsec_${providerSecret}`).toString('base64')}` };
  const tell = (provider: string, body: Json, headers: Record<string, string> = authorized): Promise<Response> =>
    api.fetch(`/v1/providers/email/${provider}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });

  it('of Postmark is read', async () => {
    const { user, address } = await addressed();
    const bounce = { RecordType: 'Bounce', ID: 42, Type: 'HardBounce', TypeCode: 1, MessageID: 'x', Email: address, BouncedAt: '2026-03-02T09:14:00.123-05:00' }; // prettier-ignore
    expect(await results(tell('postmark', bounce))).toEqual([{ id: 'postmark-42', result: 'stored' }]);
    expect(await results(tell('postmark', { ...bounce, ID: 43, RecordType: 'SpamComplaint' }))).toHaveLength(1);
    expect(await results(tell('postmark', { RecordType: 'Delivery', Recipient: address }))).toEqual([]);
    expect(await own(user)).toMatchObject([
      { name: 'Email Bounced', properties: { address, hard: true } },
      { name: 'Email Complained', properties: { address } },
    ]);
  });

  it('of SendGrid is read', async () => {
    const { user, address } = await addressed();
    const common = { email: address, timestamp: Math.floor(Date.now() / 1000), 'smtp-id': await mailed(user) };
    const answered = await results(
      tell('sendgrid', [
        { ...common, event: 'bounce', type: 'bounce', status: '5.1.1', sg_event_id: 'a' },
        { ...common, event: 'bounce', type: 'blocked', sg_event_id: 'b' },
        { ...common, event: 'delivered', sg_event_id: 'c' },
        { ...common, event: 'spamreport', sg_event_id: 'd' },
        { event: 'bounce' },
      ]),
    );
    expect(answered).toMatchObject(['stored', 'stored', 'stored', 'refused'].map((result) => ({ result })));
    expect(await own(user)).toMatchObject([
      { properties: { hard: true } },
      { properties: { hard: false } },
      { name: 'Email Complained' },
    ]);
  });

  it.each([
    {},
    { authorization: 'Basic !' },
    { authorization: `Basic ${Buffer.from('usher:wrong').toString('base64')}` },
    { authorization: 'Bearer x' },
  ])('is refused with %j', async (headers) => {
    expect((await tell('postmark', {}, headers as Record<string, string>)).status).toBe(401);
  });

  it('of one that nobody knows is refused', async () => {
    const answer = await tell('pigeon', {});
    expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ code: 'PROVIDER_UNKNOWN' })]);
  });
});
