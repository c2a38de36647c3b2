import { pino } from 'pino';
import type { Breaker } from '../../activities/breaker.ts';
import { createDecide } from '../../activities/decide.ts';
import { createDeliver, type Delivery } from '../../activities/deliver.ts';
import { createEmailProvider, type EmailProvider, type Mail } from '../../activities/email/provider.ts';
import type { Enrolment } from '../../domain/enrolment/identity.ts';
import type { Instruction } from '../../domain/enrolment/instruction.ts';
import type { Tried } from '../../domain/enrolment/trying.ts';
import type { User } from '../../domain/enrolment/user.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Step } from '../../domain/journey/program.ts';
import { day, second } from '../../domain/time/instant.ts';
import { createIngest } from '../../ingest/index.ts';
import type { Store } from '../../store/index.ts';
import type { Message } from '../../dev/inbox/message.ts';
import { setClock } from './clock.ts';
import { identify, monday, track, type SegmentMessage } from './event.ts';
import { links } from './links.ts';
import { onEvent, programOf } from './program.ts';
import { releaseOf } from './release.ts';
import { freshName } from './stack.ts';
import { delay, send } from './steps.ts';
import { openTestStore, type TestStore } from './store.ts';
import { absentTemporal } from './temporal.ts';
import { noWebhooks } from './webhook.ts';

const step = (template: string, next: number): Step => send(template, { id: `send-${template}`, next });
const pause = delay();
const program = programOf([step('welcome', 1), pause], {
  goal: { milestone: 'project', event: 'Project Created', within: 14 * day },
});
const broken = programOf([step('broken', 1), pause], { journey: 'broken', enrol: [onEvent('Broke In')] }); // prettier-ignore
const release = releaseOf([program, broken], {
  templates: { broken: { subject: 'Hello {{ traits.firstName }}', html: '<a href="{{ traits.link }}">here</a>' } },
});
/** What these deliveries go by. */
export const clock = setClock(monday);
const log = pino({ level: 'silent' });

export let kept: TestStore;
let email: EmailProvider;

/** Opens the store and the provider that these deliveries use; for `beforeAll`. */
export async function openDeliveries(): Promise<void> {
  kept = await openTestStore();
  email = createEmailProvider(kept.stack.smtp.url);
  await kept.store.releases.publish(release, monday);
}

/** Lets go of them. */
export async function closeDeliveries(): Promise<void> {
  email.close();
  await kept.close();
}

/** Somebody who has just entered, and whose first decision is to send. */
export interface Entered {
  readonly id: string;
  readonly address: string;
  readonly enrolment: Enrolment;
}

/** Takes events in, with Temporal away. */
export async function takes(...messages: readonly SegmentMessage[]): Promise<void> {
  const ingest = createIngest({ store: kept.store, temporal: absentTemporal, clock, onError: () => {} });
  for (const message of messages) await ingest.take(message);
  await ingest.close();
}

/** Enrols somebody; the first decision is to deliver. */
export async function enters(
  traits: JsonObject = {},
  { journey = 'test', event = 'Signed Up' } = {},
): Promise<Entered> {
  const id = freshName('bo');
  const address = `${id}@acme.test`;
  await takes(
    identify(id, { email: address, firstName: 'Bo', ...traits }, { at: monday }),
    track(id, event, { at: monday, context: { locale: 'pt-BR' } }),
  );
  const enrolment = { journey, user: id, visit: 1, release: release.id };
  const decide = createDecide({
    store: kept.store,
    clock,
    email,
    webhook: noWebhooks,
    links,
    begin: () => undefined,
    log,
  });
  await decide({ enrolment, number: 0, state: null, now: monday });
  return { id, address, enrolment };
}

interface With {
  readonly store?: Store;
  readonly email?: EmailProvider;
  /** Which attempt of Temporal's this is; those before it took no time. */
  readonly tried?: number | Tried;
  readonly breaker?: Breaker;
}

/** The n-th attempt, where all before it ended at once and only Temporal's pauses were between. */
export function afterPauses(attempt: number): Tried {
  return { attempt, since: Date.now() - (2 ** (attempt - 1) - 1) * second };
}

/** One attempt of the delivery. */
export function deliver({ enrolment }: Entered, given: With = {}): Promise<Delivery> {
  const { store = kept.store, email: provider = email, tried = 1, breaker } = given;
  const dependencies = { store, clock, email: provider, webhook: noWebhooks, links, begin: () => undefined, log };
  const attempt = typeof tried === 'number' ? afterPauses(tried) : tried;
  return createDeliver(dependencies, breaker)({ enrolment, number: 1 }, attempt);
}

/** One attempt that has to lead to the next decision. */
export async function next(entered: Entered, given?: With): Promise<Instruction> {
  const delivery = await deliver(entered, given);
  if (delivery.kind !== 'next') throw new Error(`no instruction: ${JSON.stringify(delivery)}`);
  return delivery.instruction;
}

/** What has come into the user's inbox. */
export const mails = ({ address }: Entered): Promise<readonly Message[]> => kept.stack.inbox.messages(address);
export const read = ({ id }: Entered): Promise<User> => kept.store.users.read(id);
/** The key of the nudge. */
export const nudge = ({ id }: Entered): string => `test/${id}/1/send-welcome/0`;

/** A provider that keeps what it accepts; `answer` may refuse. */
export function recording(): EmailProvider & { readonly accepted: Mail[] } {
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
export function killedAtWrite(n: number): Store {
  let writes = 0;
  const write: Store['users']['write'] = (user, at) =>
    ++writes === n ? Promise.reject(new Error('killed')) : kept.store.users.write(user, at);
  return { ...kept.store, users: { ...kept.store.users, write } };
}
