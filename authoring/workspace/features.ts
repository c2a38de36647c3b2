import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import type { ActiveDays, DateSource, Feature, Preferred, Sessions } from '../../domain/profile/feature/feature.ts';
import { Feature as Entry, FeatureName } from '../../domain/profile/feature/schema.ts';
import { eventsOfFeature } from '../../domain/profile/derivations.ts';
import type { NamedEvent } from '../../domain/profile/named/named-event.ts';
import { day, hour } from '../../domain/time/instant.ts';
import { check } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';
import { refuseUnknown } from '../read/refuse-unknown.ts';
import { definitionHash } from './definition-hash.ts';

/** A document keeps something of each, some kilobytes at the worst. */
const most = 30;
/** An instant is kept of each day. */
const longestDays = 90 * day;

const kinds = ['days_since', 'active_days', 'sessions', 'preferred', 'progress', 'time_to'] as const;

type Knowing = Pick<Vocabulary, 'zone' | 'traits' | 'milestones'> & {
  readonly named: Readonly<Record<string, NamedEvent>>;
};
type Bare = Feature extends infer Each ? (Each extends Feature ? Omit<Each, 'of'> : never) : never;

/** Reads `features:` of `profile.yaml`; what is wrong was reported, and is left out of the result. */
export function readFeatures(features: Cursor, knowing: Knowing): Readonly<Record<string, Feature>> {
  const entries = features.entries();
  if (entries.length > most) {
    features.refuse('VALUE_INVALID', `found ${entries.length} features, expected at most ${most}`, 'key');
  }
  const read = entries.map(([name, entry]) => [name, readFeature(name, entry, knowing)] as const);
  return Object.fromEntries(read.flatMap(([name, feature]) => (feature === null ? [] : [[name, feature]])));
}

function readFeature(name: string, entry: Cursor, knowing: Knowing): Feature | null {
  if (!FeatureName.safeParse(name).success) {
    entry.refuse('VALUE_INVALID', `found the key "${name}", expected a name of at most 40 characters: a-z, 0-9, _ and -`, 'key'); // prettier-ignore
  }
  const keys = check(Entry, entry);
  if (keys === null) return null;
  const given = kinds.filter((kind) => keys[kind] !== undefined);
  if (given.length !== 1) {
    const found = given.length === 0 ? 'no kind' : given.join(' and ');
    return entry.refuse('VALUE_INVALID', `found ${found}, expected one of ${kinds.join(', ')}`, 'key');
  }
  refuseChanges(entry.at(given[0] ?? '', 'on'), knowing);
  const bare = bareOf(keys, entry, knowing);
  return bare === null ? null : { ...bare, of: hashOf(bare as Feature, knowing) };
}

/** When a trait changed may turn out to have been otherwise; what was counted of that could not be taken back. */
function refuseChanges(on: Cursor, { named }: Knowing): void {
  const events = [on.value].flat().filter((event) => typeof event === 'string');
  const change = events.find((event) => Object.hasOwn(named, event) && named[event]?.kind === 'change');
  if (change === undefined) return;
  on.refuse('VALUE_INVALID', `"${change}" is a change of a trait, expected an event that is sent, or named after one`);
}

/** Its events' definitions and the zone have a part in a feature. */
function hashOf(feature: Feature, { named, zone }: Knowing): string {
  const sources = eventsOfFeature(feature).flatMap((event) => (Object.hasOwn(named, event) ? [named[event]?.of] : []));
  return definitionHash({ ...feature, sources, zone });
}

function bareOf(keys: Entry, entry: Cursor, knowing: Knowing): Bare | null {
  const { days_since, active_days, sessions, preferred, progress, time_to } = keys;
  if (days_since !== undefined) {
    return { kind: 'days_since', since: dateOf(days_since, entry.at('days_since'), knowing) };
  }
  if (active_days !== undefined) return daysOf(active_days, entry.at('active_days'));
  if (sessions !== undefined) return sessionsOf(sessions, entry.at('sessions'));
  if (preferred !== undefined) return preferredOf(preferred, entry.at('preferred'), knowing);
  if (progress !== undefined) return progressOf(progress, entry.at('progress'), knowing);
  return time_to === undefined ? null : timeToOf(time_to, entry.at('time_to'), knowing);
}

function dateOf(date: NonNullable<Entry['days_since']>, cursor: Cursor, { traits }: Knowing): DateSource {
  if (date === 'first_seen' || date === 'last_seen')
    return { kind: 'seen', part: date === 'first_seen' ? 'first' : 'last' };
  if ('event' in date) return { kind: 'event', event: date.event };
  const known = Object.keys(traits).filter((path) => traits[path]?.type === 'date' && !traits[path].list);
  refuseUnknown(cursor.at('trait'), known, 'a trait of profile.yaml that holds one date');
  return { kind: 'trait', trait: date.trait };
}

function daysOf({ within, on }: NonNullable<Entry['active_days']>, cursor: Cursor): Omit<ActiveDays, 'of'> {
  if (within > longestDays) cursor.at('within').refuse('VALUE_INVALID', 'found more than 90d, expected at most 90d');
  return { kind: 'active_days', within, on: eventsOf(on) };
}

function sessionsOf({ gap, within, on }: NonNullable<Entry['sessions']>, cursor: Cursor): Omit<Sessions, 'of'> {
  if (gap > day) cursor.at('gap').refuse('VALUE_INVALID', 'found more than 1d, expected at most 1d');
  return { kind: 'sessions', gap, within: within ?? null, on: eventsOf(on) };
}

function preferredOf(
  { on, by, half_life }: NonNullable<Entry['preferred']>,
  cursor: Cursor,
  { named }: Knowing,
): Omit<Preferred, 'of'> {
  if (half_life < hour) cursor.at('half_life').refuse('VALUE_INVALID', 'found less than 1h, expected at least 1h');
  const events = eventsOf(on);
  const isKnown = by === 'event' || by === 'hour';
  const other = isKnown
    ? undefined
    : events?.find((event) => Object.hasOwn(named, event) && !hasProperties(named[event]));
  if (other !== undefined) {
    cursor.at('on').refuse('VALUE_INVALID', `"${other}" has no properties of its own, expected an event that is sent`);
  }
  const kind = isKnown
    ? ({ kind: by } as const)
    : ({ kind: 'property', path: by.slice('properties.'.length) } as const);
  return { kind: 'preferred', on: events, by: kind, halfLife: half_life };
}

/** A sequence may count an event of before; a change of a trait is none. */
function hasProperties(event: NamedEvent | undefined): boolean {
  return event?.kind === 'event' && event.sequence === null;
}

function progressOf(milestones: readonly string[], cursor: Cursor, knowing: Knowing): Bare {
  const events = milestones.map((name, index) => eventOf(name, cursor.at(index), knowing));
  return { kind: 'progress', events: [...new Set(events)] };
}

function timeToOf({ milestone, from }: NonNullable<Entry['time_to']>, cursor: Cursor, knowing: Knowing): Bare {
  const event = eventOf(milestone, cursor.at('milestone'), knowing);
  return { kind: 'time_to', event, from: dateOf(from, cursor.at('from'), knowing) };
}

function eventOf(milestone: string, cursor: Cursor, { milestones }: Knowing): string {
  refuseUnknown(cursor, Object.keys(milestones), 'a milestone of milestones.yaml');
  return Object.hasOwn(milestones, milestone) ? (milestones[milestone]?.event ?? milestone) : milestone;
}

function eventsOf(on: string | readonly string[] | undefined): readonly string[] | null {
  if (on === undefined) return null;
  return typeof on === 'string' ? [on] : [...new Set(on)];
}
