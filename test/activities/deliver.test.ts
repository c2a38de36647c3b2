import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { createDecide } from '../../activities/decide.ts';
import { createDeliver, type Delivery } from '../../activities/deliver.ts';
import { deliveryLease as lease } from '../../domain/enrolment/lease.ts';
import { createEmailProvider, type EmailProvider, type Mail } from '../../activities/email/provider.ts';
import type { Enrolment } from '../../domain/enrolment/identity.ts';
import type { Instruction } from '../../domain/enrolment/instruction.ts';
import type { User } from '../../domain/enrolment/user.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Step } from '../../domain/journey/program.ts';
import { day, minute, second } from '../../domain/time/instant.ts';
import { createIngest } from '../../ingest/index.ts';
import type { Store } from '../../store/index.ts';
import type { Message } from '../../dev/inbox/message.ts';
import { setClock } from '../support/clock.ts';
import { identify, monday, track, type SegmentMessage } from '../support/event.ts';
import { programOf } from '../support/program.ts';
import { releaseOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { delay, send } from '../support/steps.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';
import { noWebhooks } from '../support/webhook.ts';

const step = (template: string, next: number): Step => send(template, { id: `send-${template}`, next });
const pause = delay();
const program = programOf([step('welcome', 1), pause], {
  goal: { milestone: 'project', event: 'Project Created', within: 14 * day },
});
const broken = programOf([step('broken', 1), pause], { journey: 'broken', enrol: [{ on: 'Broke In', first: false, when: null }] }); // prettier-ignore
const release = releaseOf([program, broken], {
  templates: { broken: { subject: 'Hello {{ traits.firstName }}', html: '<a href="{{ traits.link }}">here</a>' } },
});
const clock = setClock(monday);
const log = pino({ level: 'silent' });

let kept: TestStore;
let email: EmailProvider;

beforeAll(async () => {
  kept = await openTestStore();
  email = createEmailProvider(kept.stack.smtp.url);
  await kept.store.releases.publish(release, monday);
});
afterAll(async () => {
  email.close();
  await kept.close();
});

/** Somebody who has just entered, and whose first decision is to send. */
interface Entered {
  readonly id: string;
  readonly address: string;
  readonly enrolment: Enrolment;
}

async function takes(...messages: readonly SegmentMessage[]): Promise<void> {
  const ingest = createIngest({ store: kept.store, temporal: absentTemporal, clock, onError: () => {} });
  for (const message of messages) await ingest.take(message);
  await ingest.close();
}

async function enters(traits: JsonObject = {}, { journey = 'test', event = 'Signed Up' } = {}): Promise<Entered> {
  const id = freshName('bo');
  const address = `${id}@acme.test`;
  await takes(
    identify(id, { email: address, firstName: 'Bo', ...traits }, { at: monday }),
    track(id, event, { at: monday, context: { locale: 'pt-BR' } }),
  );
  const enrolment = { journey, user: id, visit: 1, release: release.id };
  const decide = createDecide({ store: kept.store, clock, email, webhook: noWebhooks, begin: () => undefined, log });
  await decide({ enrolment, number: 0, state: null, now: monday });
  return { id, address, enrolment };
}

interface With {
  readonly store?: Store;
  readonly email?: EmailProvider;
  /** Which attempt of Temporal's this is. */
  readonly tried?: number;
}

function deliver({ enrolment }: Entered, given: With = {}): Promise<Delivery> {
  const dependencies = {
    store: given.store ?? kept.store,
    clock,
    email: given.email ?? email,
    webhook: noWebhooks,
    begin: () => undefined,
    log,
  };
  return createDeliver(dependencies)({ enrolment, number: 1 }, given.tried ?? 1);
}

async function next(entered: Entered, given?: With): Promise<Instruction> {
  const delivery = await deliver(entered, given);
  if (delivery.kind === 'again') throw new Error(`again: ${delivery.because}`);
  return delivery.instruction;
}

const mails = ({ address }: Entered): Promise<readonly Message[]> => kept.stack.inbox.messages(address);
const read = ({ id }: Entered): Promise<User> => kept.store.users.read(id);
const nudge = ({ id }: Entered): string => `test/${id}/1/send-welcome/0`;

/** A provider that keeps what it accepts; `answer` may refuse. */
function recording(): EmailProvider & { readonly accepted: Mail[] } {
  const accepted: Mail[] = [];
  return {
    accepted,
    send(mail) {
      accepted.push(mail);
      return Promise.resolve({ kind: 'sent', because: 'email accepted in 0.0 s' });
    },
    close: () => {},
  };
}

/** A process that is killed at its n-th write of the user. */
function killedAtWrite(n: number): Store {
  let writes = 0;
  const write: Store['users']['write'] = (user, at) =>
    ++writes === n ? Promise.reject(new Error('killed')) : kept.store.users.write(user, at);
  return { ...kept.store, users: { ...kept.store.users, write } };
}

describe('a delivery', () => {
  it('sends one mail, in the user’s language, with the text beside the HTML, and goes on', async () => {
    const somebody = await enters();
    const { task, number, status, step: at } = await next(somebody);
    expect({ task: task.kind, number, status, at }).toEqual({
      task: 'wait',
      number: 2,
      status: 'delayed',
      at: 'pause',
    });
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
    expect(await deliver(somebody, { email: provider })).toMatchObject({
      kind: 'again',
      because: 'another attempt runs',
    });
    await kept.age(lease);
    expect(await next(somebody, { email: provider })).toMatchObject({ number: 2, task: { kind: 'wait' } });
    expect(provider.accepted).toHaveLength(1);
    expect(await kept.store.nudges.read(nudge(somebody))).toMatchObject({
      status: 'sent',
      locale: 'pt',
      maybeTwice: false,
    });
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
    const dying = {
      ...kept.store,
      nudges: { ...kept.store.nudges, record: () => Promise.reject(new Error('killed')) },
    };
    await expect(deliver(somebody, { email: provider, store: dying })).rejects.toThrow('killed');
    await kept.age(lease);
    await next(somebody, { email: provider });
    expect(new Set(provider.accepted.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await kept.store.nudges.read(nudge(somebody))).toMatchObject({
      status: 'sent',
      attempts: 2,
      maybeTwice: true,
    });
  });
});

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

  it('is not sent for a visit that ended or was forgotten', async () => {
    const somebody = await enters();
    await kept.db.collection<{ _id: string }>('users').deleteOne({ _id: somebody.id });
    expect(await next(somebody)).toMatchObject({ task: { kind: 'end', outcome: 'left' } });
    expect(await mails(somebody)).toEqual([]);
  });
});
