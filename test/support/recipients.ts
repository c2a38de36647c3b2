import { pino } from 'pino';
import { keysOf } from '../../api/keys.ts';
import { startServer } from '../../api/server.ts';
import { compileWorkspace } from '../../authoring/compile-workspace.ts';
import type { Files } from '../../authoring/read/sources.ts';
import type { Message } from '../../dev/inbox/message.ts';
import { readConfiguration } from '../../domain/configuration/schema.ts';
import type { User } from '../../domain/enrolment/user.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { DemonstrationTime } from '../../domain/time/clock.ts';
import { day, type Instant } from '../../domain/time/instant.ts';
import type { Store } from '../../store/index.ts';
import type { Held } from '../../worker/seams.ts';
import { providerSecret, type RequestOptions } from './api.ts';
import { identify, monday, track } from './event.ts';
import { eventually, openRealJourneys } from './real-journeys.ts';
import { freshName } from './stack.ts';

/**
 * People who get mails from the real worker and follow the links in them to the real API. Each has a clock of their own,
 * which shows Monday morning until the test sets it.
 */
export interface Recipients {
  readonly store: Store;
  /** Somebody new, with an address. */
  somebody(): Promise<string>;
  addressOf(user: string): string;
  /** What it is for this user from now on. */
  shows(user: string, instant: Instant): void;
  does(user: string, event: string, properties?: JsonObject): Promise<void>;
  /** The user's address is another from now on, which `addressOf` does not know. */
  moves(user: string, address: string): Promise<void>;
  /** The user as soon as something is so. */
  once(user: string, is: (user: User) => boolean): Promise<User>;
  /** The user's story as soon as it has this line. */
  told(user: string, line: string): Promise<void>;
  /** The mail of this subject, once it is there. */
  mail(user: string, subject: string): Promise<Message>;
  /** What has come so far, the first first. */
  subjects(user: string): Promise<readonly string[]>;
  /** Happens once, after a nudge of the user was reserved and before it is handed over. */
  beforeHandingOver(user: string, happens: () => Promise<void>): void;
  /** Where the API really is: outside, people reach it by its public address. */
  reached(address: string): string;
  fetch(address: string, options?: RequestOptions): Promise<Response>;
  /** All that worker and API have logged so far. */
  log(): string;
  close(): Promise<void>;
}

const publicUrl = 'https://go.acme.test';

/** @param variables of the worker, beside those that it needs */
export async function openRecipients(files: Files, variables: Record<string, string> = {}): Promise<Recipients> {
  const compiled = await compileWorkspace(files);
  if (!compiled.ok) throw new Error(compiled.problems.map(({ file, message }) => `${file}: ${message}`).join('\n'));
  const clocks = new Map<string, Instant>();
  const between = new Map<string, () => Promise<void>>();
  const time = timeOf(clocks);
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => lines.push(line) });
  const held = (given: Held): Held => ({ ...given, store: followed(interrupted(given.store, between), time) });
  const journeys = await openRealJourneys(compiled.release, { time, log, variables, seams: { held } });
  const { store, stack, ingest, clock } = journeys;
  const configuration = readConfiguration({
    USHER_LINK_SECRET: 'a-key-that-signs-the-links-of-tests',
    USHER_PROVIDER_SECRET: `whsec_${providerSecret}`,
  });
  const server = await startServer('127.0.0.1:0', { store, ingest, clock, log, ...keysOf(configuration) });
  const reached: Recipients['reached'] = (address) => address.replace(publicUrl, server.url);
  const addressOf: Recipients['addressOf'] = (user) => `${user}@acme.test`;
  const subjects: Recipients['subjects'] = async (user) =>
    (await stack.inbox.messages(addressOf(user))).map(({ subject }) => subject).reverse();
  return {
    store,
    addressOf,
    once: (user, is) => journeys.once(user, is),
    subjects,
    reached,
    async somebody() {
      const user = freshName('bo');
      clocks.set(user, monday);
      await ingest.take(identify(user, { email: addressOf(user) }, { at: monday }), { receivedAt: monday });
      return user;
    },
    shows: (user, instant) => void clocks.set(user, instant),
    async does(user, event, properties = {}) {
      const at = clocks.get(user) ?? monday;
      await ingest.take(track(user, event, { at, properties }), { receivedAt: at });
      await ingest.settled();
    },
    async moves(user, address) {
      const at = clocks.get(user) ?? monday;
      await ingest.take(identify(user, { email: address }, { at }), { receivedAt: at });
    },
    async told(user, line) {
      await eventually(() => storyOf(store, user), (story) => story.includes(line)); // prettier-ignore
    },
    async mail(user, subject) {
      const find = async (): Promise<Message | undefined> =>
        (await stack.inbox.messages(addressOf(user))).find((mail) => mail.subject === subject);
      const found = await eventually(find, (mail) => mail !== undefined);
      if (found === undefined) throw new Error(`no mail ${subject}`);
      return found;
    },
    beforeHandingOver: (user, happens) => void between.set(user, happens),
    fetch: (address, { headers, ...options }: RequestOptions = {}) =>
      fetch(reached(address), { redirect: 'manual', ...options, headers: { connection: 'close', ...headers } }),
    log: () => lines.join(''),
    async close() {
      await server.close();
      await journeys.close();
    },
  };
}

/** Nobody's clock passes what was set for them; timers that come too early are set again after a second. */
function timeOf(clocks: ReadonlyMap<string, Instant>): DemonstrationTime {
  const shows = monday + 30 * day;
  const rest = { shows, since: Date.now(), speed: 1, barrier: null, seen: shows };
  return {
    ...rest,
    get held() {
      return [...clocks];
    },
  };
}

/** The worker follows the very clock that the test sets, without the pause between two reads of the database. */
function followed(store: Store, time: DemonstrationTime): Store {
  return { ...store, demonstration: { ...store.demonstration, read: () => Promise.resolve(time) } };
}

/** An attempt reads what is known of its nudge right after it was reserved. */
function interrupted(store: Store, between: Map<string, () => Promise<void>>): Store {
  const read: Store['nudges']['read'] = async (key) => {
    const known = await store.nudges.read(key);
    const [, user = ''] = key.split('/');
    const happens = between.get(user);
    between.delete(user);
    await happens?.();
    return known;
  };
  return { ...store, nudges: { ...store.nudges, read } };
}

async function storyOf(store: Store, user: string): Promise<readonly string[]> {
  const told = await store.trail.of(user);
  return told.flatMap(({ entries }) =>
    entries.map(({ step, what, because }) => `${step} ${what}: ${because.join('; ')}`),
  );
}
