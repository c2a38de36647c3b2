import type { Program } from '../journey/program.ts';
import { apply } from '../profile/apply.ts';
import type { UserEvent } from '../profile/event.ts';
import type { Release } from '../release/release.ts';
import { day, type Instant, type Milliseconds } from '../time/instant.ts';
import { door } from './enrol.ts';
import { enter, type Entrance } from './entrance.ts';
import { withRefusals, type HeldOut, type Refusal, type User } from './user.ts';
import { wake } from './wake.ts';

/** What one event changed. */
export interface Reception {
  readonly user: User;
  readonly late: boolean;
  /** Journeys entered. */
  readonly entered: readonly string[];
  /** Courses whose awaited condition now holds. */
  readonly woke: readonly string[];
  /** Journeys whose door was closed, and why. */
  readonly refused: readonly Refusal[];
}

/** Older than this on receipt, an event still tells of the user but neither enrols nor wakes anybody. */
const fresh: Milliseconds = day;

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
  if (user.applied.some(({ id }) => id === event.messageId)) return { user: withoutIntent(user, event), ...nothing };
  const applied = [...user.applied, { id: event.messageId, at }];
  const folded = withConversions({ ...user, profile: apply(user.profile, event), applied }, event);
  if (late) return { user: folded, ...nothing };
  const woken = wake(folded, event, null);
  return { ...nothing, ...enrol(woken.user, event, release), woke: woken.woke };
}

/** The goal of a journey counts for whoever is held out of it as for the rest: by the event's timestamp. */
function withConversions(user: User, event: UserEvent): User {
  const heldOut = Object.entries(user.heldOut).filter(([, each]) => converts(each, event));
  if (heldOut.length === 0) return user;
  const converted = heldOut.map(([course, each]): [string, HeldOut] => [
    course,
    { ...each, converted: event.timestamp },
  ]);
  return { ...user, heldOut: { ...user.heldOut, ...Object.fromEntries(converted) } };
}

function converts({ goal, at, converted }: HeldOut, { name, timestamp }: UserEvent): boolean {
  if (goal?.event !== name || converted !== null) return false;
  return timestamp >= at && timestamp <= goal.until;
}

/** An event of a journey's own that was folded with its decision: now that it is stored, nothing is left to do. */
function withoutIntent(user: User, { messageId }: UserEvent): User {
  const todo = user.todo.filter((intent) => intent.kind !== 'event' || intent.event.messageId !== messageId);
  return todo.length === user.todo.length ? user : { ...user, todo };
}

type Entered = Pick<Reception, 'user' | 'entered' | 'refused'>;

/** Asks every journey's door, the highest priority first. */
function enrol(user: User, event: UserEvent, release: Release | null): Entered {
  const entered: string[] = [];
  const refused: Refusal[] = [];
  let after = user;
  for (const program of byPriority(release)) {
    const answer = ask(program, after, { event, release: release?.id ?? '' });
    if (answer === null) continue;
    after = answer.user;
    if (answer.kind === 'entered') entered.push(program.journey);
    else refused.push({ journey: program.journey, at: event.receivedAt, because: answer.because });
  }
  return { user: withRefusals(after, refused), entered, refused };
}

function byPriority(release: Release | null): readonly Program[] {
  return Object.values(release?.content.journeys ?? {}).sort((a, b) => b.priority - a.priority);
}

/** Null when the journey's rules do not speak of the event. */
function ask(program: Program, user: User, by: { event: UserEvent; release: string }): Entrance | null {
  const { messageId, timestamp, receivedAt, properties } = by.event;
  const answer = door(program, user, by.event);
  if (answer.kind === 'pass') return null;
  if (answer.kind === 'closed') return { kind: 'refused', because: answer.because, user };
  const entry = { event: messageId, at: timestamp, receivedAt, because: answer.because };
  return enter(user, { program, release: by.release, entry, properties });
}
