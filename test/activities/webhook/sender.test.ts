import { createHmac, timingSafeEqual } from 'node:crypto';
import { post } from '../../../activities/webhook/post.ts';
import { createWebhookSender, type WebhookSender } from '../../../activities/webhook/sender.ts';
import type { Result } from '../../../domain/enrolment/deliver.ts';
import { second } from '../../../domain/time/instant.ts';
import { startReceiver, type Manner, type Received, type Receiver } from '../../support/receiver.ts';

const secret = Buffer.from('a key of thirty-two bytes, more.').toString('base64');
const older = Buffer.from('another key of twenty-four..').toString('base64');
const allow = [{ host: '127.0.0.1', port: null }];
const quick = { toConnect: 5 * second, wholeAttempt: second / 4 };

let receiver: Receiver;
let sender: WebhookSender;

beforeAll(async () => {
  receiver = await startReceiver();
  sender = createWebhookSender({ secrets: [secret], allow }, quick);
});
afterAll(() => receiver.close());

interface Sent {
  readonly result: Result;
  readonly received: readonly Received[];
}

async function send(manner: Manner | null = null, by = sender, host = '127.0.0.1'): Promise<Sent> {
  if (manner !== null) receiver.answer(manner);
  const before = receiver.received.length;
  const url = `http://${host}:${receiver.port}/usher?a=1`;
  const result = await by.send({ id: 'abc', url, headers: { 'x-team': 'growth' }, body: '{"user":"bö"}' });
  return { result, received: receiver.received.slice(before) };
}

/** As a receiver checks it, from the specification. */
function isSignedWith(key: string, { headers, body }: Received): boolean {
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const expected = createHmac('sha256', Buffer.from(key, 'base64')).update(signed).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .map((each) => Buffer.from(each.replace(/^v1,/, ''), 'base64'))
    .some((each) => each.length === expected.length && timingSafeEqual(each, expected));
}

describe('a webhook', () => {
  it('is one POST of JSON with its own headers, and says how long the answer took', async () => {
    const { result, received } = await send();
    expect(result).toEqual({ kind: 'sent', because: expect.stringMatching(/^webhook answered 204 in \d\.\d s$/) as string }); // prettier-ignore
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ method: 'POST', path: '/usher?a=1', body: '{"user":"bö"}' });
    expect(received[0]!.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': '14',
      'idempotency-key': 'abc',
      'webhook-id': 'abc',
      'x-team': 'growth',
    });
  });

  it('is signed so that its receiver knows it is ours, whole and of now', async () => {
    const { received } = await send();
    const [request] = received;
    expect(isSignedWith(secret, request!)).toBe(true);
    expect(isSignedWith(older, request!)).toBe(false);
    expect(isSignedWith(secret, { ...request!, body: '{"user":"di"}' })).toBe(false);
    expect(Math.abs(Date.now() / second - Number(request!.headers['webhook-timestamp']))).toBeLessThan(60);
  });

  it('carries the signature of both keys while receivers change over', async () => {
    const { received } = await send(null, createWebhookSender({ secrets: [secret, older], allow }));
    expect([secret, older].map((key) => isSignedWith(key, received[0]!))).toEqual([true, true]);
  });

  it('is not sent unsigned: it waits until there is a key', async () => {
    const { result, received } = await send(null, createWebhookSender({ secrets: [], allow }));
    expect(result).toEqual({ kind: 'later', because: 'USHER_WEBHOOK_SECRET is not set, and no webhook goes out unsigned', unsure: false }); // prettier-ignore
    expect(received).toEqual([]);
  });

  it('has the signature that the specification computes', async () => {
    const { signed } = await import('../../../activities/webhook/signature.ts');
    const key = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const headers = signed({ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}', secrets: [key], at: 1614265330_000 }); // prettier-ignore
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });
});

describe('an answer', () => {
  it.each([200, 201, 202, 204, 299])('of %d is "sent"', async (status) => {
    expect((await send({ status })).result).toMatchObject({ kind: 'sent' });
  });

  it.each([400, 401, 403, 404, 405, 409, 410, 413, 418, 422])('of %d is for good', async (status) => {
    expect((await send({ status })).result).toEqual({ kind: 'failed', because: `webhook answered ${status}`, refused: false }); // prettier-ignore
  });

  it.each([
    [408, false],
    [425, false],
    [429, false],
    [500, false],
    [503, false],
    [502, true],
    [504, true],
  ])('of %d is for now; that it may have arrived all the same: %j', async (status, unsure) => {
    expect((await send({ status })).result).toEqual({ kind: 'later', because: `webhook answered ${status}`, unsure });
  });

  it.each([301, 302, 303, 307, 308])('of %d is for good, and nobody follows it', async (status) => {
    const { result, received } = await send({
      status,
      headers: { location: `http://127.0.0.1:${receiver.port}/other` },
    });
    expect(result).toEqual({ kind: 'failed', because: `webhook answered ${status}, and redirects are not followed`, refused: false }); // prettier-ignore
    expect(received).toHaveLength(1);
  });

  it('that asks for patience is told, in seconds or as a date, and nonsense is not', async () => {
    const asked = async (patience: string): Promise<Result> =>
      (await send({ status: 429, headers: { 'retry-after': patience } })).result;
    expect(await asked('120')).toEqual({ kind: 'later', because: 'webhook answered 429, and asks for 120 s of patience', unsure: false, after: 120 * second }); // prettier-ignore
    expect(await asked('soon')).toEqual({ kind: 'later', because: 'webhook answered 429', unsure: false });
    const date = await asked(new Date(Date.now() + 3600 * second).toUTCString());
    expect(date.kind === 'later' && Math.round((date.after ?? 0) / second / 60)).toBe(60);
  });

  it('may be as long as it likes: its status counts, and nobody reads it to its end', async () => {
    expect((await send({ status: 200, body: 'x'.repeat(5_000_000) })).result).toMatchObject({ kind: 'sent' });
  });

  it('that does not come in time is for now, and the request may have arrived', async () => {
    const { result, received } = await send('never');
    expect(result).toEqual({
      kind: 'later',
      because: 'webhook does not answer: no answer within 0.25 s',
      unsure: true,
      silent: true,
    });
    expect(received).toHaveLength(1);
  });

  it('that breaks off is for now, and the request may have arrived', async () => {
    expect((await send('break off')).result).toEqual({ kind: 'later', because: 'webhook does not answer: ECONNRESET', unsure: true, silent: true }); // prettier-ignore
  });

  it('that nobody is there to give is for now, and nothing has arrived', async () => {
    const closed = await startReceiver();
    await closed.close();
    const result = await sender.send({ id: 'x', url: `http://127.0.0.1:${closed.port}/`, headers: {}, body: '{}' });
    expect(result).toEqual({
      kind: 'later',
      because: 'webhook does not answer: ECONNREFUSED',
      unsure: false,
      silent: true,
    });
  });

  it('in another protocol than the one that is spoken is for now, and nothing has arrived', async () => {
    const result = await sender.send({ id: 'x', url: `https://127.0.0.1:${receiver.port}/`, headers: {}, body: '{}' });
    expect(result).toMatchObject({ kind: 'later', unsure: false });
  });
});

describe('a host', () => {
  const strict = createWebhookSender({ secrets: [secret], allow: [] });

  it('whose name leads to this machine is refused for good, and gets no request', async () => {
    const { result, received } = await send(null, strict, 'localhost');
    const because = expect.stringMatching(/^webhook refused: localhost is at (127\.0\.0\.1|::1), which is not public$/) as string; // prettier-ignore
    expect(result).toEqual({ kind: 'failed', because, refused: false });
    expect(received).toEqual([]);
  });

  it('that is named in the configuration gets it', async () => {
    const named = (port: number | null): WebhookSender =>
      createWebhookSender({ secrets: [secret], allow: [{ host: 'localhost', port }] });
    expect((await send(null, named(null), 'localhost')).result.kind).toBe('sent');
    expect((await send(null, named(receiver.port), 'LOCALHOST')).result.kind).toBe('sent');
    expect((await send(null, named(1), 'localhost')).result.kind).toBe('failed');
  });

  it('is looked up once, and the connection is made to what was looked at', async () => {
    let asked = 0;
    const outcome = await post(new URL(`http://hooks.acme.test:${receiver.port}/`), {
      headers: {},
      body: '{}',
      patience: quick,
      lookup: (_, { all }, callback) => {
        asked += 1;
        if (all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
        else callback(null, '127.0.0.1', 4);
      },
    });
    expect({ asked, outcome }).toMatchObject({ asked: 1, outcome: { kind: 'answered', status: 204 } });
    expect(receiver.received.at(-1)!.headers.host).toBe(`hooks.acme.test:${receiver.port}`);
  });

  it('that nobody knows is for now', async () => {
    const result = await strict.send({ id: 'x', url: 'http://nobody.invalid/', headers: {}, body: '{}' });
    expect(result).toMatchObject({ kind: 'later', unsure: false });
  });

  it('with a name and a password in its address is refused', async () => {
    const result = await sender.send({ id: 'x', url: 'http://a:b@127.0.0.1/', headers: {}, body: '{}' });
    expect(result).toEqual({ kind: 'failed', because: 'webhook refused: its address has a name or a password in it', refused: false }); // prettier-ignore
  });
});
