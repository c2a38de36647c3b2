import { minute } from '../../../domain/time/instant.ts';
import { realClock } from '../../../domain/time/clock.ts';
import { createIngest, type Ingest } from '../../../ingest/index.ts';
import type { Reply } from '../../support/commanding.ts';
import { doubtsOf, type Doubts } from '../crash/doubts.ts';
import type { Passed } from '../crash/points.ts';
import type { Trace } from '../crash/traces.ts';
import { openHouse, type House } from '../matrix/house.ts';
import type { EndState } from '../matrix/end-state.ts';
import { bear, type Mortal } from '../mortal.ts';
import { until } from '../until.ts';
import type { Case, Order } from './cases.ts';
import { createEnrolled, type Enrolled, type Told } from './enrolled.ts';

/** What came of a command. */
export interface Came {
  readonly reply: Reply;
  /** What the same update was answered when it was told once more; null where there was nobody left to tell. */
  readonly again: Reply | null;
  /** Whether the document is the same, to the revision, as before the command. */
  readonly isUntouched: boolean;
  /** What the audit log has of the user, the oldest first. */
  readonly audited: readonly string[];
  readonly end: EndState;
  readonly doubts: Doubts;
}

/** The undisturbed and the killed. */
export interface Outcome {
  readonly undisturbed: ReadonlyMap<string, Came>;
  readonly killed: ReadonlyMap<Case, Came>;
}

/** Commands whose outcome has to be the same: what is under way when somebody is told is finished first. */
export function likeness({ order, stand }: Case): string {
  return [stand === 'welcoming' ? 'waiting' : stand, order.kind, order.step ?? ''].join(' ');
}

const patience = 3 * minute;

/**
 * Has each of these commands told to somebody of their own, on one worker, which is killed for all of them at once: each
 * of them has stopped by then right after the write of the case. Another worker goes on.
 * @param bundle where the bundled workflows are
 */
export async function play(cases: readonly Case[], bundle: string): Promise<Outcome> {
  const house = await openHouse();
  const { store } = house.kept;
  const ingest = createIngest({ store, temporal: house.temporal, clock: realClock, onError: () => undefined });
  const stopping = createStopping();
  const traces: Trace[] = [];
  const start = (): Mortal => {
    const parameters = ['[]', bundle];
    return bear({
      program: 'worker',
      environment: house.environment,
      parameters,
      log: null,
      onPassed: stopping.passed,
      onTrace: (trace) => void traces.push(trace),
    });
  };
  const first = start();
  let second: Mortal | null = null;
  try {
    await first.ready;
    const place: Place = { house, ingest, traces };
    const [undisturbed, beds] = await Promise.all([playUndisturbed(cases, place), prepareAll(cases, place)]);
    await first.doom({
      stop: stopping.at(beds.map(({ enrolled, each }) => ({ user: enrolled.user, point: each.point }))),
    });
    const told = await Promise.all(beds.map((bed) => tellAndStop(bed, stopping)));
    await first.kill();
    second = start();
    await second.ready;
    const came = await Promise.all(told.map(async (each) => [each.each, await outcomeOf(each, place)] as const));
    return { undisturbed, killed: new Map(came) };
  } finally {
    await Promise.all([first.kill(), second?.kill()]);
    await ingest.close();
    await house.close();
  }
}

interface Place {
  readonly house: House;
  readonly ingest: Ingest;
  /** What attempts to deliver have told so far. */
  readonly traces: readonly Trace[];
}

/** Somebody for a case. */
interface Bed {
  readonly each: Case;
  readonly enrolled: Enrolled;
}

/** One of each likeness, to whom nothing happens but the command. */
async function playUndisturbed(cases: readonly Case[], place: Place): Promise<ReadonlyMap<string, Came>> {
  const kinds = new Map(cases.map((each) => [likeness(each), each]));
  const came = [...kinds].map(async ([name, { order, stand }]) => {
    const enrolled = await prepare(place, stand === 'welcoming' ? 'waiting' : stand);
    return [name, await outcomeOf({ enrolled, ...(await ordered(enrolled, order)) }, place)] as const;
  });
  return new Map(await Promise.all(came));
}

function prepareAll(cases: readonly Case[], place: Place): Promise<readonly Bed[]> {
  return Promise.all(cases.map(async (each) => ({ each, enrolled: await prepare(place, each.stand) })));
}

async function prepare({ house, ingest }: Place, stand: Case['stand']): Promise<Enrolled> {
  const enrolled = createEnrolled(house, ingest);
  if (stand === 'welcoming') return enrolled;
  await enrolled.enters();
  await enrolled.rests();
  if (stand === 'paused') await enrolled.tells({ kind: 'pause', isRefused: false }).reply;
  return enrolled;
}

interface Ordered {
  readonly order: Order;
  readonly told: Told;
  readonly before: unknown;
}

async function ordered(enrolled: Enrolled, order: Order): Promise<Ordered> {
  const before = await enrolled.document();
  return { order, told: enrolled.tells(order), before };
}

/** Resolves when the user has stopped, with the command taken in where a delivery is under way. */
async function tellAndStop(bed: Bed, stopping: Stopping): Promise<Bed & Ordered> {
  const { each, enrolled } = bed;
  if (each.stand === 'welcoming') {
    await enrolled.enters();
    await stopping.has(enrolled.user);
  }
  const telling = await ordered(enrolled, each.order);
  await (each.stand === 'welcoming' ? telling.told.accepted : stopping.has(enrolled.user));
  return { ...bed, ...telling };
}

async function outcomeOf(
  { enrolled, order, told, before }: Ordered & Pick<Bed, 'enrolled'>,
  { traces, house }: Place,
): Promise<Came> {
  const reply = await told.reply;
  const again = order.kind === 'leave' ? null : await enrolled.tells(order).reply;
  const isUntouched = JSON.stringify(await enrolled.document()) === JSON.stringify(before);
  // Before the end, which is a command too.
  const audited = await auditOf(enrolled.user, house);
  const end = await enrolled.end();
  return {
    reply,
    again,
    isUntouched,
    audited,
    end,
    doubts: doubtsOf(traces.filter(({ user }) => user === enrolled.user)),
  };
}

async function auditOf(user: string, { kept }: House): Promise<readonly string[]> {
  const entries = await kept.store.audit.list({ user, limit: 100 });
  return entries.map(({ did, words }) => `${did}: ${words}`).reverse();
}

/** Knows who has stopped. */
interface Stopping {
  /** Each of them is to stop at the next passage through a point. */
  at(places: readonly Passed[]): readonly (Passed & { readonly passage: number })[];
  readonly passed: (passed: Passed) => void;
  has(user: string): Promise<void>;
}

function createStopping(): Stopping {
  const places = new Map<string, string>();
  const stopped = new Set<string>();
  return {
    at(wanted) {
      for (const { user, point } of wanted) places.set(user, point);
      return wanted.map((each) => ({ ...each, passage: 1 }));
    },
    passed({ user, point }) {
      if (places.get(user) === point) stopped.add(user);
    },
    async has(user) {
      const look = (): Promise<true | null> => Promise.resolve(stopped.has(user) ? true : null);
      await until(look, {
        within: patience,
        otherwise: () => `${user} never came to ${places.get(user) ?? 'any point'}`,
      });
    },
  };
}
