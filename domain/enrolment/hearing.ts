import { nothingHeard, type Heard } from '../journey/background.ts';
import type { Program } from '../journey/program.ts';
import { oncePer } from '../once.ts';
import { own } from '../own.ts';
import type { UserEvent } from '../profile/event.ts';
import type { Instant } from '../time/instant.ts';
import { visitOf, type User } from './user.ts';
import type { Visit } from './visit.ts';

/** Which stored events a decision needs: these, and the user's of these names since an instant. */
export interface Hearing {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly since: Instant;
}

const silence: Hearing = { ids: [], names: [], since: 0 };

/**
 * Which events have to be read before a visit's next decision; none for a journey that waits
 * for no event and starts no other.
 */
export function hearingOf(user: User, course: string, program: Program): Hearing {
  const { names, starts } = listeningOf(program);
  const visit = names.length === 0 && !starts ? undefined : visitOf(user, course);
  if (visit === undefined) return silence;
  const since = visit.entry.at;
  const matched = [...Object.values(visit.waits), ...Object.values(visit.matched)].flatMap(({ event }) => event ?? []);
  return {
    ids: [...new Set([visit.entry.event, ...matched])],
    // The profile's counters know without a question to the database whether there can be any.
    names: names.filter((name) => (own(user.profile.events, name)?.last ?? -Infinity) >= since),
    since,
  };
}

/** What a visit knows from the events that were read for it. */
export function heardOf(visit: Visit, events: readonly UserEvent[], program: Program): Heard {
  const { names } = listeningOf(program);
  const byId = new Map<string, UserEvent>();
  for (const event of events) byId.set(event.messageId, event);
  return {
    visit: visit.visit,
    entry: byId.get(visit.entry.event)?.properties ?? {},
    waits: waitsOf(visit, byId),
    events: [...byId.values()].filter(({ name }) => name !== null && names.includes(name)).sort(byTime),
    last: visit.last,
    matched: visit.matched,
  };
}

/** What a visit knows where no event has to be read. */
export function unheardOf({ visit, last, matched }: Visit): Heard {
  return { ...nothingHeard, visit, last, matched };
}

function waitsOf({ waits }: Visit, byId: ReadonlyMap<string, UserEvent>): Heard['waits'] {
  const over = Object.entries(waits);
  if (over.length === 0) return nothingHeard.waits;
  const events = over.map(([as, { event }]) => [as, byId.get(event)] as const);
  return Object.fromEntries(events.filter((each): each is readonly [string, UserEvent] => each[1] !== undefined));
}

/** Of one instant, the one received first; of one receipt, by id: the same order in every process. */
function byTime(a: UserEvent, b: UserEvent): number {
  return a.timestamp - b.timestamp || a.receivedAt - b.receivedAt || (a.messageId < b.messageId ? -1 : 1);
}

/** What a journey listens for, whoever is in it. */
interface Listening {
  /** The names of events whose properties or identity some wait needs. */
  readonly names: readonly string[];
  /** It starts others, with the event of its own entry. */
  readonly starts: boolean;
}

const listeningOf = oncePer(({ steps }: Program): Listening => {
  const clauses = steps.flatMap((step) => (step.kind === 'wait' ? step.clauses : []));
  const names = new Set(clauses.flatMap(({ for: awaited }) => (awaited.kind === 'event' ? [awaited.event] : [])));
  return { names: [...names], starts: steps.some(({ kind }) => kind === 'start') };
});
