import { holds } from '../condition/holds.ts';
import { apply } from '../profile/apply.ts';
import type { UserEvent } from '../profile/event.ts';
import type { Release } from '../release/release.ts';
import { day, type Instant, type Milliseconds } from '../time/instant.ts';
import { door } from './enrol.ts';
import { factsOf, withVisit, type Refusal, type User } from './user.ts';
import type { Intent, Visit } from './visit.ts';

/** What one event changed. */
export interface Reception {
  readonly user: User;
  readonly late: boolean;
  /** Journeys entered. */
  readonly entered: readonly string[];
  /** Journeys whose awaited condition now holds. */
  readonly woke: readonly string[];
  /** Journeys whose door was closed, and why. */
  readonly refused: readonly Refusal[];
}

/** Older than this on receipt, an event still tells of the user but neither enrols nor wakes anybody. */
const fresh: Milliseconds = day;

/** Enough to answer "why did she not enter", without letting a document grow with a user's years. */
const refusalsKept = 20;

/**
 * Takes one event in: folds it into the profile, then wakes the visits whose awaited condition now holds, then asks
 * the doors of the journeys. Pure; an event already applied changes nothing.
 * @param at real time, kept with the event's id
 */
export function receive(
  user: User,
  event: UserEvent,
  { release, at }: { release: Release | null; at: Instant },
): Reception {
  const late = event.receivedAt - event.timestamp > fresh;
  const nothing = { late, entered: [], woke: [], refused: [] };
  if (user.applied.some(({ id }) => id === event.messageId)) return { user, ...nothing };
  const applied = [...user.applied, { id: event.messageId, at }];
  const folded: User = { ...user, profile: apply(user.profile, event), applied };
  if (late) return { user: folded, ...nothing };
  const woken = wake(folded, event);
  return { ...nothing, ...enter(woken.user, event, release), woke: woken.woke };
}

function wake(user: User, event: UserEvent): { user: User; woke: string[] } {
  const facts = factsOf(user);
  let woken = user;
  const woke: string[] = [];
  for (const [journey, visit] of Object.entries(user.visits)) {
    if (visit.status === 'closed' || visit.woke?.number === visit.number) continue;
    if (!visit.awaits.some(({ condition }) => holds(condition, facts, event.receivedAt))) continue;
    const intent: Intent = { kind: 'wake', journey, number: visit.number, at: event.receivedAt };
    const waking: Visit = { ...visit, woke: { number: visit.number, at: event.receivedAt } };
    woken = { ...withVisit(woken, journey, waking), todo: [...woken.todo, intent] };
    woke.push(journey);
  }
  return { user: woken, woke };
}

type Entered = Pick<Reception, 'user' | 'entered' | 'refused'>;

function enter(user: User, event: UserEvent, release: Release | null): Entered {
  const entered: string[] = [];
  const refused: Refusal[] = [];
  let after = user;
  for (const program of Object.values(release?.content.journeys ?? {})) {
    const answer = door(program, after, event);
    if (answer.kind === 'refuse')
      refused.push({ journey: program.journey, at: event.receivedAt, because: answer.because });
    if (answer.kind !== 'enter' || release === null) continue;
    after = start(after, event, { journey: program.journey, release: release.id, because: answer.because });
    entered.push(program.journey);
  }
  return { user: { ...after, refused: [...after.refused, ...refused].slice(-refusalsKept) }, entered, refused };
}

interface Starting {
  readonly journey: string;
  readonly release: string;
  readonly because: readonly string[];
}

function start(user: User, event: UserEvent, { journey, release, because }: Starting): User {
  const visit = (user.visits[journey]?.visit ?? 0) + 1;
  const starting: Visit = {
    visit,
    status: 'starting',
    release,
    entry: { event: event.messageId, at: event.timestamp, receivedAt: event.receivedAt, because },
    number: 0,
    decision: null,
    awaits: [],
    woke: null,
    endedAt: null,
  };
  const intent: Intent = { kind: 'start', journey, visit, at: event.receivedAt };
  return { ...withVisit(user, journey, starting), todo: [...user.todo, intent] };
}
