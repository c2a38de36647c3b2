import { pino } from 'pino';
import { createDecide } from '../../activities/decide.ts';
import { createDeliver, type Delivery } from '../../activities/deliver.ts';
import type { Instruction } from '../../domain/enrolment/instruction.ts';
import type { Tried } from '../../domain/enrolment/trying.ts';
import type { User } from '../../domain/enrolment/user.ts';
import type { Program } from '../../domain/journey/program.ts';
import type { JsonObject } from '../../domain/json.ts';
import { openPolicy, type Policy } from '../../domain/pacing/policy.ts';
import type { Release } from '../../domain/release/release.ts';
import type { Template } from '../../domain/template/template.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { createIngest } from '../../ingest/index.ts';
import type { Store } from '../../store/index.ts';
import { setClock, type SetClock } from './clock.ts';
import { afterPauses, recording } from './delivering.ts';
import { identify, monday, track } from './event.ts';
import { links } from './links.ts';
import { onEvent, programOf } from './program.ts';
import { mailOf, releaseOf } from './release.ts';
import { freshName } from './stack.ts';
import { delay, send } from './steps.ts';
import { openTestStore, type TestStore } from './store.ts';
import { absentTemporal } from './temporal.ts';
import { noWebhooks } from './webhook.ts';

/** A journey that sends one mail, and then waits for long. */
export function mailing(name: string, rest: Partial<Template> = {}): { program: Program; template: Template } {
  const enrol = [onEvent(`Begins ${name}`)];
  const leave = [{ kind: 'event', on: `Ends ${name}` }] as const;
  const program = programOf([send(name, { id: name, next: 1 }), delay()], { journey: name, enrol, leave });
  return { program, template: { ...mailOf(name), ...rest } as Template };
}

/** What happens between an attempt's reservation and its handing over. */
type Meanwhile = () => Promise<void>;

/** How an attempt is made; absent parts: the first one, and nothing happens. */
export interface Attempting {
  readonly meanwhile?: Meanwhile;
  readonly tried?: Tried;
  /** The store that the attempt works on; absent: the real one. */
  readonly through?: (store: Store) => Store;
}

/** Enrolments of one policy on a real database; the workflow is played, the provider keeps what it accepts. */
export interface Paced {
  readonly kept: TestStore;
  readonly clock: SetClock;
  /** Templates that were handed over. */
  sent(user: string): readonly string[];
  /** The channels of turns that were missed so far. */
  missed(): readonly string[];
  /** The policy from now on; enrolments stay on their release. */
  governs(policy: Partial<Policy>): Promise<void>;
  somebody(): Promise<string>;
  does(user: string, event: string, properties?: JsonObject): Promise<void>;
  /** Lets a user into a journey; up to its first wait. */
  enters(user: string, journey: string): Promise<Instruction>;
  /** The journey's timer fires at an instant; up to its next wait. */
  wakes(user: string, journey: string, at: Instant): Promise<Instruction>;
  /** Up to the delivery, which is not begun. */
  begins(user: string, journey: string): Promise<Instruction>;
  /** One attempt. */
  deliver(user: string, journey: string, attempting?: Attempting): Promise<Delivery>;
  user(id: string): Promise<User>;
  close(): Promise<void>;
}

export async function openPaced(journeys: readonly ReturnType<typeof mailing>[]): Promise<Paced> {
  const kept = await openTestStore();
  const clock = setClock(monday);
  const email = recording();
  const missed: string[] = [];
  const templates = Object.fromEntries(journeys.map(({ template }) => [template.name, template]));
  const programs = journeys.map(({ program }) => program);
  const release = releaseOf(programs, { templates });
  await kept.store.releases.publish(release, monday);
  const ingest = createIngest({ store: kept.store, temporal: absentTemporal, clock, onError: () => {} });
  // A store of its own each time: as another process would, it reads policy and switches afresh.
  const dependencies = (store: Store = kept.store) => {
    const log = pino({ level: 'silent' });
    const onMissedTurn = (channel: string): void => void missed.push(channel);
    return { store: { ...store }, clock, email, webhook: noWebhooks, links, begin: () => undefined, onMissedTurn, log };
  };

  async function ask(user: string, journey: string): Promise<Instruction> {
    const visit = (await kept.store.users.read(user)).visits[journey];
    const enrolment = { journey, user, visit: visit?.visit ?? 1, release: release.id };
    const state = visit?.decision?.state ?? null;
    return createDecide(dependencies())({ enrolment, number: visit?.number ?? 0, state, now: clock.at(0, user) });
  }

  async function deliver(user: string, journey: string, attempting: Attempting = {}): Promise<Delivery> {
    const { meanwhile, tried = afterPauses(1), through = (same: Store) => same } = attempting;
    const { visit = 1, number = 0 } = (await kept.store.users.read(user)).visits[journey] ?? {};
    const store = meanwhile === undefined ? kept.store : interrupted(kept.store, meanwhile);
    return createDeliver(dependencies(through(store)))(
      { enrolment: { journey, user, visit, release: release.id }, number },
      tried,
    );
  }

  async function onwards(user: string, journey: string, instruction: Instruction): Promise<Instruction> {
    if (instruction.task.kind !== 'deliver') return instruction;
    const delivery = await deliver(user, journey);
    if (delivery.kind !== 'next') throw new Error(`no instruction: ${JSON.stringify(delivery)}`);
    return delivery.instruction;
  }

  async function does(user: string, event: string, properties: JsonObject = {}): Promise<void> {
    await ingest.take(track(user, event, { at: clock.at(0, user), properties }));
  }

  async function begins(user: string, journey: string): Promise<Instruction> {
    await does(user, `Begins ${journey}`);
    return ask(user, journey);
  }

  return {
    kept,
    clock,
    missed: () => missed,
    sent: (user) => email.accepted.filter(({ to }) => to === addressOf(user)).map(({ subject }) => subject.split(' ')[0] ?? ''), // prettier-ignore
    governs: (policy) => kept.store.releases.publish(withPolicy(release, policy), monday),
    async somebody() {
      const user = freshName('bo');
      await ingest.take(identify(user, { email: addressOf(user), timezone: 'UTC' }, { at: clock.at(0, user) }));
      return user;
    },
    does,
    begins,
    deliver,
    enters: async (user, journey) => onwards(user, journey, await begins(user, journey)),
    async wakes(user, journey, at) {
      clock.shows(at);
      return onwards(user, journey, await ask(user, journey));
    },
    user: (id) => kept.store.users.read(id),
    async close() {
      await ingest.close();
      await kept.close();
    },
  };
}

function addressOf(user: string): string {
  return `${user}@acme.test`;
}

/** The same release under another policy, as it would be published. */
function withPolicy({ id, content }: Release, policy: Partial<Policy>): Release {
  return { id: `${id}-${freshName('policy')}`, content: { ...content, policy: { ...openPolicy, ...policy } } };
}

/** An attempt reads what is known of its nudge right after it was reserved. */
function interrupted(store: Store, meanwhile: Meanwhile): Store {
  const read: Store['nudges']['read'] = async (key) => {
    const known = await store.nudges.read(key);
    await meanwhile();
    return known;
  };
  return { ...store, nudges: { ...store.nudges, read } };
}
