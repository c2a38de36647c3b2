import type { Json } from '../json.ts';
import { own } from '../own.ts';
import { copied, put } from '../record.ts';
import type { Instant } from '../time/instant.ts';
import { stays } from './apply.ts';
import { unitedConsents } from './consents.ts';
import { unitedCounters, type DaysKept } from './counter.ts';
import type { Profile } from './profile.ts';

const noDays: DaysKept = new Map();

/**
 * The profile of a user whom another one has become: the same as if all events of both had been folded into it, in any
 * order. What is derived is left to be derived anew: a sequence may have begun with the one and ended with the other.
 * @param days of which events whole days are counted, and how far back
 */
export function unite(profile: Profile, other: Profile, days: DaysKept = noDays): Profile {
  const stamps = copied(profile.stamps);
  const facts = <Value extends Json>(part: 'traits' | 'context', [known, found]: Facts<Value>): Facts<Value>[0] =>
    newest([known, found], { part, stamps, found: other.stamps });
  return {
    user: profile.user,
    traits: facts('traits', [profile.traits, other.traits]),
    context: facts('context', [profile.context, other.context]),
    stamps,
    events: unitedEvents(profile.events, other.events, days),
    consent: unitedConsents(profile.consent, other.consent),
    firstSeen: outermost(Math.min, profile.firstSeen, other.firstSeen),
    lastSeen: outermost(Math.max, profile.lastSeen, other.lastSeen),
    features: profile.features,
    derived: Object.fromEntries(
      Object.entries(profile.derived).map(([key, each]) => [key, { ...each, complete: false }]),
    ),
  };
}

type Facts<Value> = readonly [known: Readonly<Record<string, Value>>, found: Readonly<Record<string, Value>>];

interface Stamps {
  readonly part: string;
  /** Changed in place, as in a fold. */
  readonly stamps: Record<string, Instant>;
  readonly found: Profile['stamps'];
}

function newest<Value extends Json>([known, found]: Facts<Value>, { part, ...of }: Stamps): Facts<Value>[0] {
  const kept = copied(known);
  for (const [key, value] of Object.entries(found)) {
    const stamp = `${part}.${key}`;
    const [before, at] = [of.stamps[stamp], of.found[stamp] ?? -Infinity];
    if (before !== undefined && stays({ value: own(known, key), at: before }, { value, at })) continue;
    of.stamps[stamp] = at;
    put(kept, key, value);
  }
  return kept;
}

function unitedEvents(events: Profile['events'], others: Profile['events'], days: DaysKept): Profile['events'] {
  const all = copied(events);
  for (const [name, counter] of Object.entries(others)) {
    const known = own(events, name);
    put(all, name, known === undefined ? counter : unitedCounters(known, counter, days.get(name)));
  }
  return all;
}

function outermost(of: typeof Math.min, one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return of(one, other);
}
