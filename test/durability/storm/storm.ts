import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readConfiguration } from '../../../domain/configuration/schema.ts';
import { isInDoubt } from '../../../domain/pacing/ledger.ts';
import { minute, second, type Instant, type Milliseconds } from '../../../domain/time/instant.ts';
import { connectTemporal } from '../../../ingest/connect.ts';
import { openStore, type Store } from '../../../store/index.ts';
import { durabilityRelease } from '../workspace.ts';
import { startCrew, type Crew } from './crew.ts';
import { crowd } from './crowd.ts';
import { find, type Found } from './found.ts';
import { createRandom } from './random.ts';
import { startSending, type Senders } from './senders.ts';
import { startServers, type Servers } from './servers.ts';
import { rage, type Weather } from './trouble.ts';
import { judge } from './verdict.ts';

export interface StormOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly people: number;
  /** Where servers and logs are kept; a folder that is removed afterwards where it is null. */
  readonly folder: string | null;
  readonly onProgress: (words: string) => void;
}

/** What the storm did, and what it has broken. */
export interface Outcome {
  readonly seed: number;
  readonly minutes: number;
  readonly people: number;
  readonly letters: number;
  readonly posted: number;
  readonly kills: Readonly<Record<'worker' | 'ingest', number>>;
  readonly restarts: Readonly<Record<'Temporal' | 'MongoDB', number>>;
  /** Processes that ended though nobody had killed them. */
  readonly fell: number;
  readonly visits: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly nudges: number;
  readonly mails: number;
  readonly doubles: number;
  readonly maybeTwice: number;
  /** Attempts that may have gone out besides the one that counts: a nudge can be in doubt more than once. */
  readonly counted: number;
  /** How long it took, after the last blow, until everything had come to its end. */
  readonly calmAfter: Milliseconds;
  readonly violations: readonly string[];
}

/** Of nudges that may have come twice, and of those that were given up in doubt, which only the ledger knows. */
function countedAgain(found: readonly Found[]): number {
  const again = found.flatMap(({ nudges, user }) => {
    const recorded = new Set(nudges.map(({ key }) => key));
    const inDoubt = user.ledger.filter((entry) => isInDoubt(entry) && !recorded.has(entry.nudge));
    const twice = nudges.filter(({ maybeTwice }) => maybeTwice);
    return [...twice.map(({ attempts }) => attempts - 1), ...inDoubt.map(({ attempt }) => attempt - 1)];
  });
  return again.reduce((sum, each) => sum + each, 0);
}

/** Nothing takes longer than the ten minutes for which a provider that refused is left alone. */
const longestCalm = 13 * minute;

/** Lets a storm rage over servers and processes of its own, and says what it has broken. */
export async function storm(options: StormOptions): Promise<Outcome> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'usher-storm-')));
  const servers = await startServers(folder);
  try {
    return await stormOn(servers, folder, options);
  } finally {
    await servers.stop();
    if (options.folder === null) await rm(folder, { recursive: true, force: true });
  }
}

async function stormOn(servers: Servers, folder: string, options: StormOptions): Promise<Outcome> {
  const { minutes, seed, people, onProgress } = options;
  const random = createRandom(seed);
  const environment = environmentOf(servers);
  const { mongo, temporal } = readConfiguration(environment);
  const store = await openStore({ uri: servers.mongoUri, database: mongo.database });
  await store.releases.publish(await durabilityRelease(), Date.now());
  const span = minutes * minute;
  const letters = crowd(people, span, random);
  const crew = startCrew({ environment, log: join(folder, 'crew.log') }, random);
  await crew.working();
  // The first of them is made known a few seconds before.
  const begun = Date.now() + 6 * second;
  const senders = startSending(letters, begun, crew);
  const watching = watch({ store, senders, crew, letters: letters.length, begun }, onProgress);
  try {
    await rage(weatherOf(minutes), { crew, servers, random });
    const raged = Date.now();
    onProgress('calm: waiting for everything to come to its end');
    await senders.done;
    await calm(store, people);
    const ended: Ended = { options, letters: letters.length, senders, crew, begun, calmAfter: Date.now() - raged };
    const client = await connectTemporal(temporal);
    const users = [...new Set(letters.map(({ user }) => user))];
    const found = await find(users, { store, temporal: client, inbox: servers.inbox });
    await client.close();
    return outcomeOf(found, ended);
  } finally {
    watching.stop();
    await crew.stop();
    await store.close();
  }
}

function environmentOf({ temporalAddress, mongoUri, inbox }: Servers): Record<string, string> {
  return {
    TEMPORAL_ADDRESS: temporalAddress,
    MONGODB_URI: mongoUri,
    SMTP_URL: inbox.smtpUrl,
    USHER_LINK_SECRET: 'a-key-that-signs-the-links-of-tests',
    USHER_PUBLIC_URL: 'https://go.acme.test',
    USHER_LOG_LEVEL: 'warn',
  };
}

function weatherOf(minutes: number): Weather {
  const [kills, restarts] = [Math.max(60, Math.round(minutes * 10)), Math.max(5, Math.round(minutes / 2))];
  return { span: minutes * minute, kills, restarts };
}

/** A storm that is over. */
interface Ended {
  readonly options: StormOptions;
  readonly letters: number;
  readonly senders: Senders;
  readonly crew: Crew;
  readonly begun: Instant;
  readonly calmAfter: Milliseconds;
}

function outcomeOf(found: readonly Found[], { options, letters, senders, crew, begun, calmAfter }: Ended): Outcome {
  const { minutes, seed, people } = options;
  const { restarts } = weatherOf(minutes);
  const mails = found.flatMap((each) => [...each.mails.values()]);
  const nudges = found.flatMap((each) => each.nudges.filter(({ status }) => status === 'sent'));
  return {
    seed,
    minutes,
    people,
    letters,
    posted: senders.posted(),
    kills: crew.kills(),
    restarts: { Temporal: restarts, MongoDB: restarts },
    fell: crew.fell(),
    visits: found.reduce((sum, { user }) => sum + (user.visits.storm?.visit ?? 0), 0),
    outcomes: count(found.flatMap(({ trail }) => trail.flatMap(({ entries }) => entries.map(({ what }) => what)))),
    nudges: nudges.length,
    mails: mails.reduce((sum, each) => sum + each, 0),
    doubles: mails.reduce((sum, each) => sum + each - 1, 0),
    maybeTwice: nudges.filter(({ maybeTwice }) => maybeTwice).length,
    counted: countedAgain(found),
    calmAfter,
    violations: [
      ...judge({ found, acknowledged: [...senders.acknowledged.values()], begun }),
      ...senders.refusals.map((words) => `an event was refused: ${words}`),
    ],
  };
}

function count(whats: readonly string[]): Record<string, number> {
  const told = whats.filter((what) => ['finished', 'converted', 'left', 'refused for now', 'dropped'].includes(what));
  return told.reduce<Record<string, number>>((sums, what) => ({ ...sums, [what]: (sums[what] ?? 0) + 1 }), {});
}

/** Waits until nothing is under way any more; what is still so then is for the verdict to name. */
async function calm(store: Store, people: number): Promise<void> {
  for (const end = Date.now() + longestCalm; Date.now() < end; await pause(second)) {
    const [open, overdue, pending] = await Promise.all([
      store.users.underWay(['storm']),
      store.users.overdue(Date.now() + minute, people),
      store.events.pending(Date.now() + minute, people),
    ]).catch(() => [1, [], []] as const);
    if (open + overdue.length + pending.length === 0) return;
  }
}

interface Watching {
  readonly store: Store;
  readonly senders: Senders;
  readonly crew: Crew;
  readonly letters: number;
  readonly begun: Instant;
}

/** Says every few seconds how it goes. */
function watch(
  { store, senders, crew, letters, begun }: Watching,
  onProgress: StormOptions['onProgress'],
): { stop: () => void } {
  const timer = setInterval(() => {
    const { worker, ingest } = crew.kills();
    const passed = Math.max(0, Math.round((Date.now() - begun) / second));
    const told = `${passed} s: ${senders.acknowledged.size}/${letters} acknowledged, ${worker} workers and ${ingest} ingests killed`;
    store.users.underWay(['storm']).then(
      (open) => onProgress(`${told}, ${open} under way`),
      () => onProgress(`${told}, MongoDB is away`),
    );
  }, 5 * second);
  return { stop: () => clearInterval(timer) };
}
