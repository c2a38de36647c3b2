import type { Program } from '../journey/program.ts';
import { oncePer } from '../once.ts';
import { apply } from '../profile/apply.ts';
import type { UserEvent } from '../profile/event.ts';
import { countingOf } from '../release/counting.ts';
import type { Release } from '../release/release.ts';
import { day, type Instant, type Milliseconds } from '../time/instant.ts';
import { withConversions } from './credit.ts';
import { door } from './enrol.ts';
import { enter, type Entrance } from './entrance.ts';
import { heardAs } from './heard-as.ts';
import { withBounce } from './suppress.ts';
import { changed, withRefusals, type Refusal, type User } from './user.ts';
import { wake } from './wake.ts';

/** What one event changed. */
export interface Reception {
  readonly user: User;
  /** Too old to enrol or wake anybody, or said to be history. */
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
  const late = isLate(event);
  if (user.applied.some(({ id }) => id === event.messageId)) return quietly(withoutIntent(user, event), late);
  const applied = [...user.applied, { id: event.messageId, at }];
  const { profile, declaredBy } = known(user, event, release);
  const heard = release === null ? [event] : heardAs(event, user.profile, { after: profile, content: release.content });
  const counted = heard.reduce(withConversions, changed(user, { profile, declaredBy, applied }));
  const folded = withBounce(counted, event);
  if (late) return quietly(folded, late);
  const woken = wake(folded, event, null);
  if (release === null) return { ...quietly(woken.user, late), woke: woken.woke };
  const { user: after, entered, refused } = enrol(woken.user, heard, release);
  return { user: after, late, entered, woke: woken.woke, refused };
}

/** What is known of the user with the event, as the release declares and counts it. */
function known(user: User, event: UserEvent, release: Release | null): Pick<User, 'profile' | 'declaredBy'> {
  if (release === null) return { profile: apply(user.profile, event), declaredBy: user.declaredBy };
  return { profile: apply(user.profile, event, countingOf(release.content)), declaredBy: release.id };
}

/** Whether an event is too old on receipt, or told as history, to be news. */
export function isLate({ historical, receivedAt, timestamp }: UserEvent): boolean {
  return historical === true || receivedAt - timestamp > fresh;
}

/** Nobody enters, nobody is woken. */
function quietly(user: User, late: boolean): Reception {
  return { user, late, entered: [], woke: [], refused: [] };
}

/** An event of a journey's own that was folded with its decision: now that it is stored, nothing is left to do. */
export function withoutIntent(user: User, { messageId }: UserEvent): User {
  const todo = user.todo.filter((intent) => intent.kind !== 'event' || intent.event.messageId !== messageId);
  return todo.length === user.todo.length ? user : changed(user, { todo });
}

type Entered = Pick<Reception, 'user' | 'entered' | 'refused'>;

/** Asks every journey's door, the highest priority first. */
function enrol(user: User, heard: readonly UserEvent[], release: Release): Entered {
  const entered: string[] = [];
  const refused: Refusal[] = [];
  let after = user;
  for (const { program, event } of doorsOn(release, heard)) {
    const answer = ask(program, after, { event, release: release.id });
    after = answer.user;
    if (answer.kind === 'entered') entered.push(program.journey);
    else refused.push({ journey: program.journey, at: event.receivedAt, because: answer.because });
  }
  return { user: withRefusals(after, refused), entered, refused };
}

/** The journeys that an event may lead into, by any of its names. */
function doorsOn(release: Release, heard: readonly UserEvent[]): readonly Door[] {
  const doorsOf = (event: UserEvent): readonly Door[] => {
    const programs = (event.name === null ? undefined : doors(release).get(event.name)) ?? [];
    return programs.map((program) => ({ program, event }));
  };
  const [first, ...others] = heard.map(doorsOf).filter((each) => each.length > 0);
  if (first === undefined || others.length === 0) return first ?? [];
  return [...first, ...others.flat()].sort((a, b) => b.program.priority - a.program.priority);
}

interface Door {
  readonly program: Program;
  /** Under the name that the journey's rules speak of. */
  readonly event: UserEvent;
}

/** Event name → the journeys whose rules speak of it, the highest priority first. */
const doors = oncePer(({ content }: Release): ReadonlyMap<string, readonly Program[]> => {
  const byEvent = new Map<string, Program[]>();
  for (const program of Object.values(content.journeys).sort((a, b) => b.priority - a.priority)) {
    for (const event of new Set(program.enrol.map(({ on }) => on))) {
      byEvent.set(event, [...(byEvent.get(event) ?? []), program]);
    }
  }
  return byEvent;
});

/** Asks one journey's door about an event that its rules speak of. */
export function ask(program: Program, user: User, by: { event: UserEvent; release: string }): Entrance {
  const { messageId, timestamp, receivedAt, properties } = by.event;
  const answer = door(program, user, by.event);
  if (answer.kind === 'closed') return { kind: 'refused', because: answer.because, user };
  const entry = { event: messageId, at: timestamp, receivedAt, because: answer.because };
  return enter(user, { program, release: by.release, entry, properties });
}
