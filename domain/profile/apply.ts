import { own } from '../own.ts';
import type { Instant } from '../time/instant.ts';
import type { Json } from '../json.ts';
import { copied, put, withOwn } from '../record.ts';
import { consentsWith } from './consents.ts';
import { begun } from './begun.ts';
import { contextFacts, type ContextDeclaration } from './context.ts';
import { counterWith, type DaysKept } from './counter.ts';
import type { Derivations } from './derivations.ts';
import { derivedWith } from './deriving.ts';
import type { UserEvent } from './event.ts';
import { isOwnEventId } from './own-event-id.ts';
import type { Profile } from './profile.ts';

/** The profile of somebody of whom nothing is known yet. */
export function newProfile(user: string): Profile {
  const seen = { firstSeen: null, lastSeen: null };
  return { user, traits: {}, context: {}, stamps: {}, events: {}, consent: {}, ...seen, features: {}, derived: {} };
}

/** What the current release counts and derives: `countingOf(content)`. */
export interface Counting {
  /** Of which events to count whole days; absent: of those alone that have such counters already. */
  readonly days?: DaysKept;
  /** Absent: what was derived stays as it is. */
  readonly derivations?: Derivations;
  /** What to keep of an event's context besides what every profile has. */
  readonly context?: Readonly<Record<string, ContextDeclaration>>;
}

const noDays: DaysKept = new Map();
const noContext: NonNullable<Counting['context']> = {};
const uncounted: Counting = {};

/**
 * Folds one event into a profile. The result does not depend on the order in which events are folded: counters are
 * sums and extremes, and of two values of a fact the one with the newer timestamp stays (of equal timestamps the one
 * whose JSON sorts last); of what the user said about nudges, likewise. Named events and features are as `deriving.ts`
 * says. Folding the same event twice counts it twice: whoever calls this has to dedupe.
 */
export function apply(profile: Profile, event: UserEvent, counting: Counting = uncounted): Profile {
  const { days = noDays, derivations, context = noContext } = counting;
  if (derivations === undefined) return folded(profile, event, { days, context, names: noNames });
  const before = begun(profile, derivations, profile.firstSeen === null);
  const after = folded(before, event, { days, context, names: derivations.names });
  return derivedWith(after, event, { derivations, days, before: before === profile ? profile : null });
}

interface Folding extends Required<Pick<Counting, 'days' | 'context'>> {
  /** Of named events: an event that is sent under one of them is not counted. */
  readonly names: ReadonlySet<string>;
}

const noNames: ReadonlySet<string> = new Set();

function folded(profile: Profile, event: UserEvent, { days, context, names }: Folding): Profile {
  const { timestamp: at, name } = event;
  const { user, firstSeen, lastSeen } = profile;
  const stamps = copied(profile.stamps);
  return {
    user,
    traits:
      event.type === 'identify' ? newer(profile.traits, event.traits, { stamps, part: 'traits', at }) : profile.traits,
    context: newer(profile.context, contextFacts(event.context, context), { stamps, part: 'context', at }),
    stamps,
    events: name === null || names.has(name) ? profile.events : count(profile.events, name, { at, days }),
    consent: consentsWith(profile.consent, event),
    firstSeen: firstSeen === null ? at : Math.min(firstSeen, at),
    lastSeen: isOwnEventId(event.messageId) ? lastSeen : Math.max(lastSeen ?? at, at),
    features: profile.features,
    derived: profile.derived,
  };
}

interface Stamping {
  /** Changed in place: the stamp of every fact that the event sets. */
  readonly stamps: Record<string, Instant>;
  readonly part: 'traits' | 'context';
  readonly at: Instant;
}

/** The facts with those of `found` that are newer than what is known; the same facts where that changes nothing. */
function newer<Value extends Json>(
  known: Readonly<Record<string, Value>>,
  found: Readonly<Record<string, Value>>,
  { stamps, part, at }: Stamping,
): Readonly<Record<string, Value>> {
  let kept: Record<string, Value> | null = null;
  for (const key of Object.keys(found)) {
    const value = found[key] as Value;
    const stamp = stampName(part, key);
    // No record inherits a name with a dot.
    const stamped = stamps[stamp];
    if (stamped !== undefined && stays({ value: own(known, key), at: stamped }, { value, at })) continue;
    stamps[stamp] = at;
    // Nor a value of JSON.
    if (known[key] === value) continue;
    kept ??= copied(known);
    put(kept, key, value);
  }
  return kept ?? known;
}

/** Joining two texts into a key costs more than looking one up, and the same few names come with every event. */
const stampNames = { traits: new Map<string, string>(), context: new Map<string, string>() };
/** Names come from outside: more of them than any workspace has are made up. */
const mostNames = 10_000;

function stampName(part: Stamping['part'], key: string): string {
  const names = stampNames[part];
  const known = names.get(key);
  if (known !== undefined) return known;
  if (names.size >= mostNames) names.clear();
  const name = `${part}.${key}`;
  names.set(key, name);
  return name;
}

/** A value of a fact, and the timestamp of the event that set it. */
interface Stamped {
  readonly value: Json | undefined;
  readonly at: Instant;
}

/** Whether of two values of a fact the one that is known stays: it is newer, or as new and sorts at or after the other. */
export function stays(known: Stamped, other: Stamped): boolean {
  return known.at > other.at || (known.at === other.at && sortsLast(known.value, other.value));
}

function sortsLast(kept: Json | undefined, other: Json | undefined): boolean {
  return kept !== undefined && JSON.stringify(kept) >= JSON.stringify(other);
}

interface OneMore {
  readonly at: Instant;
  readonly days: DaysKept;
}

function count(events: Profile['events'], name: string, { at, days }: OneMore): Profile['events'] {
  return withOwn(events, name, counterWith(own(events, name), at, days.get(name)));
}
