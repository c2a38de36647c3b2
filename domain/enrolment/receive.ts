import type { UserEvent } from '../profile/event.ts';
import type { Release } from '../release/release.ts';
import { day, type Instant, type Milliseconds } from '../time/instant.ts';
import { comeIn, type Entering } from './come-in.ts';
import { knock, knocksOf } from './doors.ts';
import { passFlips } from './flips.ts';
import { folded, isFolded } from './folded.ts';
import { looked } from './membership.ts';
import { changed, type Refusal, type User } from './user.ts';
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

/** The release that is current and since when, by the clock (absent: since the event), and real time. */
export interface Receiving {
  readonly release: Release | null;
  /** Kept with the event's id. */
  readonly at: Instant;
  readonly since?: Instant;
}

/**
 * Takes one event in: lets pass what time alone has led to before it, folds the event into the profile, then wakes the
 * visits whose awaited condition now holds, then looks into which segments the user has come, then asks the doors of the
 * journeys. Pure; an event already applied changes nothing.
 */
export function receive(user: User, event: UserEvent, { release, at, since }: Receiving): Reception {
  const late = isLate(event);
  if (isFolded(user, event.messageId)) return quietly(withoutIntent(user, event), late);
  if (release === null) {
    const { user: after } = folded(user, event, { release, at });
    return late ? quietly(after, late) : { ...quietly(after, late), ...wake(after, event, null) };
  }
  const entering = { release, real: at, since: since ?? event.receivedAt };
  const before = passFlips(user, entering, event.receivedAt);
  const news = late ? oldNews(before.user, event, entering) : takeIn(before.user, event, entering);
  return {
    user: news.user,
    late,
    entered: joined(before.entered, news.entered),
    woke: joined(before.woke, news.woke),
    refused: joined(before.refused, news.refused),
  };
}

type News = Omit<Reception, 'late'>;

function takeIn(user: User, event: UserEvent, entering: Entering): News {
  const { release, real } = entering;
  const told = folded(user, event, { release, at: real });
  const woken = wake(told.user, event, null);
  const come = comeIn(woken.user, entering, event.receivedAt);
  const admitted = knock(come.user, knocksOf(release, [...told.heard, ...come.events]), release);
  return { ...admitted, woke: joined(woken.woke, come.woke) };
}

/** It tells of the user, and of the segments the user is in; nobody comes into them by it. */
function oldNews(user: User, event: UserEvent, entering: Entering): News {
  const { release, real } = entering;
  const told = folded(user, event, { release, at: real });
  return quietly(looked(told.user, entering, event.receivedAt).user, true);
}

/** Most events lead to nothing before them. */
function joined<Each>(before: readonly Each[], after: readonly Each[]): readonly Each[] {
  return before.length === 0 ? after : [...before, ...after];
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
