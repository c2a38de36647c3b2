import { own } from '../own.ts';
import type { Instant } from '../time/instant.ts';
import type { Json } from '../json.ts';
import { contextFacts } from './context.ts';
import type { UserEvent } from './event.ts';
import type { EventCounter, Profile } from './profile.ts';

/** Enough for `did` up to 20 times to be exact (LANGUAGE: larger counts use whole days). */
const recentKept = 20;

/** The profile of somebody of whom nothing is known yet. */
export function newProfile(user: string): Profile {
  return { user, traits: {}, context: {}, stamps: {}, events: {}, firstSeen: null, lastSeen: null };
}

/**
 * Folds one event into a profile. The result does not depend on the order in which events are folded: counters are
 * sums and extremes, and of two values of a fact the one with the newer timestamp stays (of equal timestamps the one
 * whose JSON sorts last). Folding the same event twice counts it twice: whoever calls this has to dedupe.
 */
export function apply(profile: Profile, event: UserEvent): Profile {
  const stamps = { ...profile.stamps };
  const at = event.timestamp;
  const traits = event.type === 'identify' ? event.traits : {};
  const kept = {
    traits: newer(profile.traits, traits, { stamps, part: 'traits', at }),
    context: newer(profile.context, contextFacts(event.context), { stamps, part: 'context', at }),
    stamps,
  };
  return {
    user: profile.user,
    ...kept,
    events: event.name === null ? profile.events : count(profile.events, event.name, event.timestamp),
    firstSeen: Math.min(profile.firstSeen ?? event.timestamp, event.timestamp),
    lastSeen: Math.max(profile.lastSeen ?? event.timestamp, event.timestamp),
  };
}

interface Stamping {
  /** Changed in place: the stamp of every fact that the event sets. */
  readonly stamps: Record<string, Instant>;
  readonly part: 'traits' | 'context';
  readonly at: Instant;
}

/** The facts with those of `found` that are newer than what is known. */
function newer<Value extends Json>(
  known: Readonly<Record<string, Value>>,
  found: Readonly<Record<string, Value>>,
  { stamps, part, at }: Stamping,
): Record<string, Value> {
  const kept = { ...known };
  for (const [key, value] of Object.entries(found)) {
    const stamp = `${part}.${key}`;
    const stamped = own(stamps, stamp) ?? -Infinity;
    if (stamped > at || (stamped === at && sortsLast(own(kept, key), value))) continue;
    set(stamps, stamp, at);
    set(kept, key, value);
  }
  return kept;
}

/** Whether the value already kept sorts at or after the other one. */
function sortsLast(kept: Json | undefined, other: Json): boolean {
  return kept !== undefined && JSON.stringify(kept) >= JSON.stringify(other);
}

function count(events: Profile['events'], name: string, at: Instant): Profile['events'] {
  const counted = { ...events };
  set(counted, name, counterWith(own(events, name), at));
  return counted;
}

function counterWith(counter: EventCounter | undefined, at: Instant): EventCounter {
  if (counter === undefined) return { count: 1, first: at, last: at, recent: [at] };
  return {
    ...counter,
    count: counter.count + 1,
    first: Math.min(counter.first, at),
    last: Math.max(counter.last, at),
    recent: [...counter.recent, at].sort((a, b) => b - a).slice(0, recentKept),
  };
}

/** Names come from outside: `__proto__` must be a name like any other. Assigning is many times as fast as defining. */
function set<Value>(on: Record<string, Value>, key: string, value: Value): void {
  if (key !== '__proto__') on[key] = value;
  else Object.defineProperty(on, key, { value, enumerable: true, configurable: true, writable: true });
}
