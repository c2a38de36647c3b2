import { copied, merged, put } from '../record.ts';
import type { DaysKept } from './counter.ts';
import type { Derivations } from './derivations.ts';
import type { Derived } from './derived.ts';
import type { UserEvent } from './event.ts';
import type { Done } from './feature/kind.ts';
import type { EventCounter, FeatureValue, Profile } from './profile.ts';

/** What is derived, and of which events whole days are counted. */
export interface Deriving {
  readonly derivations: Derivations;
  readonly days: DaysKept;
}

/** A record of a profile under way: a copy is made of it when something is first put into it, most often never. */
interface Part<Value> {
  readonly before: Readonly<Record<string, Value>>;
  after: Record<string, Value> | null;
}

/** A profile under way. */
export interface Draft extends Deriving {
  readonly profile: Profile;
  readonly events: Part<EventCounter>;
  readonly features: Part<FeatureValue>;
  readonly derived: Part<Derived>;
  readonly event: UserEvent;
  /** What was done with this event, under all of its names. */
  readonly done: Done[];
  /** Whether something that was complete is so no longer. */
  doubts: boolean;
}

/** A draft of a profile into which an event was folded already. */
export function draftOf(profile: Profile, event: UserEvent, { derivations, days }: Deriving): Draft {
  const name = event.name === null || derivations.names.has(event.name) ? null : event.name;
  // One literal of own keys: it is made for every event (`record.ts` says why).
  return {
    derivations,
    days,
    profile,
    event,
    events: { before: profile.events, after: null },
    features: { before: profile.features, after: null },
    derived: { before: profile.derived, after: null },
    done: [{ name, at: event.timestamp, event }],
    doubts: false,
  };
}

/** The record as it is by now. */
export function asOfNow<Value>({ before, after }: Part<Value>): Readonly<Record<string, Value>> {
  return after ?? before;
}

/** Puts a value under a key. */
export function putInto<Value>(part: Part<Value>, key: string, value: Value): void {
  part.after ??= copied(part.before);
  put(part.after, key, value);
}

/** The profile with what was put into its parts; itself where nothing was. */
export function profileOf({ profile, events, features, derived }: Draft): Profile {
  if (events.after === null && features.after === null && derived.after === null) return profile;
  return merged(profile, { events: asOfNow(events), features: asOfNow(features), derived: asOfNow(derived) });
}
