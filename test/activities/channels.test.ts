import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { createDecide } from '../../activities/decide.ts';
import { createDeliver, type Delivery } from '../../activities/deliver.ts';
import type { ActivityDependencies } from '../../activities/dependencies.ts';
import { createWebhookSender } from '../../activities/webhook/sender.ts';
import { deliveryLease as lease } from '../../domain/enrolment/lease.ts';
import type { Enrolment } from '../../domain/enrolment/identity.ts';
import type { Instruction } from '../../domain/enrolment/instruction.ts';
import type { LedgerEntry } from '../../domain/pacing/ledger.ts';
import { hour, minute, second } from '../../domain/time/instant.ts';
import { createIngest } from '../../ingest/index.ts';
import type { Message } from '../../store/messages.ts';
import type { NudgeRecord } from '../../store/nudges.ts';
import type { Store } from '../../store/index.ts';
import { setClock } from '../support/clock.ts';
import { afterPauses } from '../support/delivering.ts';
import { identify, monday, track } from '../support/event.ts';
import { onEvent, programOf } from '../support/program.ts';
import { startReceiver, type Receiver } from '../support/receiver.ts';
import { inAppOf, releaseOf, webhookOf } from '../support/release.ts';
import { freshName } from '../support/stack.ts';
import { delay, send } from '../support/steps.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { absentTemporal } from '../support/temporal.ts';

const clock = setClock(monday);
const email = { send: () => Promise.reject(new Error('no mail was expected here')), close: () => {} };
const configuration = { secrets: ['a'.repeat(32)], allow: [{ host: '127.0.0.1', port: null }] };

let kept: TestStore;
let receiver: Receiver;
let release: ReturnType<typeof releaseOf>;

beforeAll(async () => {
  [kept, receiver] = await Promise.all([openTestStore(), startReceiver()]);
  const crm = webhookOf('crm', `http://127.0.0.1:${receiver.port}/crm/{{ user.id }}`);
  release = releaseOf([journeyOf('hint'), journeyOf('crm')], { templates: { hint: inAppOf('hint'), crm } });
  await kept.store.releases.publish(release, monday);
});
afterAll(() => Promise.all([kept.close(), receiver.close()]));

/** A journey that sends one nudge, and is entered by an event of its own. */
function journeyOf(template: string) {
  const enrol = [onEvent(`Wants ${template}`)];
  return programOf([send(template, { next: 1 }), delay()], { journey: template, enrol });
}

function dependenciesWith(given: Partial<ActivityDependencies> = {}): ActivityDependencies {
  const log = pino({ level: 'silent' });
  const webhook = createWebhookSender(configuration);
  return { store: kept.store, clock, email, webhook, links: null, begin: () => undefined, log, ...given };
}

interface Entered {
  readonly enrolment: Enrolment;
  readonly nudge: string;
  /** What the decision to send says, in the workflow's history. */
  readonly words: string;
}

/** Somebody without an address, about to get the nudge. */
async function enters(journey: string, id = freshName('bo')): Promise<Entered> {
  const ingest = createIngest({ store: kept.store, temporal: absentTemporal, clock, onError: () => {} });
  await ingest.take(identify(id, { firstName: 'Bo' }, { at: monday, context: { locale: 'pt-BR' } }));
  await ingest.take(track(id, `Wants ${journey}`, { at: monday }));
  await ingest.close();
  const enrolment = { journey, user: id, visit: 1, release: release.id };
  const { task } = await createDecide(dependenciesWith())({ enrolment, number: 0, state: null, now: monday });
  return { enrolment, nudge: `${journey}/${id}/1/${journey}/0`, words: task.words };
}

function deliver({ enrolment }: Entered, given: Partial<ActivityDependencies> = {}, tried = 1): Promise<Delivery> {
  return createDeliver(dependenciesWith(given))({ enrolment, number: 1 }, afterPauses(tried));
}

async function next(entered: Entered, given?: Partial<ActivityDependencies>, tried?: number): Promise<Instruction> {
  const delivery = await deliver(entered, given, tried);
  if (delivery.kind !== 'next') throw new Error(`${delivery.kind}: no decision`);
  return delivery.instruction;
}

const messages = ({ enrolment }: Entered): Promise<readonly Message[]> =>
  kept.store.messages.of(enrolment.user, { limit: 10 });
const record = ({ nudge }: Entered): Promise<NudgeRecord | null> => kept.store.nudges.read(nudge);
const ledger = async ({ enrolment }: Entered): Promise<readonly LedgerEntry[]> =>
  (await kept.store.users.read(enrolment.user)).ledger;
const requests = ({ enrolment }: Entered) =>
  receiver.received.filter(({ path }) => path === `/crm/${encodeURIComponent(enrolment.user)}`);

/** A process that is killed when it notes what the provider said. */
function killedAtNote(): Pick<ActivityDependencies, 'store'> {
  const nudges: Store['nudges'] = { ...kept.store.nudges, record: () => Promise.reject(new Error('killed')) };
  return { store: { ...kept.store, nudges } };
}

describe('an in-app nudge', () => {
  it('is a message in the user’s inbox, in the user’s language, and needs no address', async () => {
    const somebody = await enters('hint');
    expect(somebody.words).toBe('in-app hint');
    const { status, because } = await next(somebody);
    expect({ status, because }).toEqual({ status: 'delayed', because: ['hint sent: in-app message stored'] });
    const { user } = somebody.enrolment;
    expect(await messages(somebody)).toEqual([
      {
        key: somebody.nudge,
        ...{ user, journey: 'hint', step: 'hint', template: 'hint', locale: 'pt', at: monday, readAt: null },
        ...{ title: `hint para ${user}`, body: 'Olá', action: { label: 'Start', url: 'https://acme.test/start' }, image: null }, // prettier-ignore
      },
    ]);
    expect(await record(somebody)).toMatchObject({ channel: 'in-app', locale: 'pt', status: 'sent', attempts: 1 });
    expect(await ledger(somebody)).toMatchObject([{ channel: 'in-app', status: 'sent', lease: null }]);
  });

  it('is there once, whatever is repeated and wherever a process is killed, and stays read', async () => {
    const somebody = await enters('hint');
    await expect(deliver(somebody, killedAtNote())).rejects.toThrow('killed');
    await kept.store.messages.markRead(somebody.enrolment.user, somebody.nudge, monday);
    await kept.age(lease);
    await next(somebody);
    await Promise.all([1, 2, 3].map(() => deliver(somebody)));
    expect(await messages(somebody)).toMatchObject([{ key: somebody.nudge, readAt: monday }]);
    expect(await record(somebody)).toMatchObject({ status: 'sent', maybeTwice: false });
  });
});

describe('a webhook nudge', () => {
  it('is one request with the facts of the user, and has no locale', async () => {
    const somebody = await enters('crm');
    expect(somebody.words).toBe(`webhook crm to 127.0.0.1:${receiver.port}`);
    await next(somebody);
    expect(requests(somebody)).toHaveLength(1);
    expect(JSON.parse(requests(somebody)[0]!.body)).toEqual({ user: somebody.enrolment.user, name: 'Bo' });
    expect(await record(somebody)).toMatchObject({ channel: 'webhook', locale: null, status: 'sent', because: expect.stringMatching(/^webhook answered 204/) as string }); // prettier-ignore
  });

  it('that is refused for now goes out again under the same id, signed anew', async () => {
    const somebody = await enters('crm');
    receiver.answer({ status: 503 }, { status: 200 });
    expect(await deliver(somebody)).toEqual({ kind: 'again', because: 'webhook answered 503', pause: null });
    expect(await ledger(somebody)).toMatchObject([{ status: 'reserved', lease: null }]);
    expect(await next(somebody, {}, 2)).toMatchObject({ number: 2, status: 'delayed' });
    const id = createHash('sha256').update(somebody.nudge).digest('hex');
    expect(requests(somebody).map(({ headers }) => [headers['webhook-id'], headers['idempotency-key']])).toEqual([[id, id], [id, id]]); // prettier-ignore
    expect(await record(somebody)).toMatchObject({ status: 'sent', attempts: 2, maybeTwice: false });
  });

  it('that may have arrived is counted when it goes out again', async () => {
    const somebody = await enters('crm');
    receiver.answer('break off');
    expect(await deliver(somebody)).toMatchObject({ kind: 'again', because: 'webhook does not answer: ECONNRESET' });
    await next(somebody, {}, 2);
    expect(await record(somebody)).toMatchObject({ status: 'sent', attempts: 2, maybeTwice: true });
  });

  it('that is refused for good fails, the journey goes on, and no address is blamed', async () => {
    const somebody = await enters('crm');
    receiver.answer({ status: 410 });
    expect((await next(somebody)).because).toEqual(['crm failed: webhook answered 410']);
    expect(await record(somebody)).toMatchObject({ status: 'failed' });
    expect((await kept.store.users.read(somebody.enrolment.user)).suppressed).toEqual([]);
  });

  it('is left alone for as long as its receiver asks', async () => {
    const somebody = await enters('crm');
    receiver.answer(
      { status: 429, headers: { 'retry-after': '30' } },
      { status: 429, headers: { 'retry-after': '3600' } },
    );
    expect(await deliver(somebody)).toMatchObject({ kind: 'again', pause: 30 * second });
    const { status, task } = await next(somebody, {}, 2);
    const words = 'webhook answered 429, and asks for 3600 s of patience';
    expect({ status, task }).toEqual({ status: 'failing', task: { kind: 'wait', until: monday + hour, words } });
  });

  it('waits in view of everybody while there is no key to sign it with', async () => {
    const somebody = await enters('crm');
    const webhook = createWebhookSender({ ...configuration, secrets: [] });
    const { status, task } = await next(somebody, { webhook }, 6);
    const words = 'USHER_WEBHOOK_SECRET is not set, and no webhook goes out unsigned';
    expect({ status, task }).toEqual({ status: 'failing', task: { kind: 'wait', until: monday + minute, words } });
    expect(requests(somebody)).toEqual([]);
  });

  it('to an address that is not public fails, whoever asks for it', async () => {
    const somebody = await enters('crm');
    const webhook = createWebhookSender({ ...configuration, allow: [] });
    expect((await next(somebody, { webhook })).because).toEqual(['crm failed: webhook refused: 127.0.0.1 is not a public address']); // prettier-ignore
    expect(requests(somebody)).toEqual([]);
  });

  it('keeps a user id that would be another path in its place', async () => {
    const somebody = await enters('crm', `../../admin?${freshName('bo')}#`);
    await next(somebody);
    expect(requests(somebody)).toHaveLength(1);
  });
});
