import { comparableOf } from '../../condition/comparable.ts';
import { valuesAt } from '../../condition/read-fact.ts';
import { own } from '../../own.ts';
import type { Instant } from '../../time/instant.ts';
import type { Profile } from '../profile.ts';
import type { DateSource } from './feature.ts';

/** A date of the user in a workspace of this zone; of an event its first time. Undefined where there is none. */
export function firstDateOf(source: DateSource, profile: Profile, zone: string): Instant | undefined {
  if (source.kind === 'event') return own(profile.events, source.event)?.first;
  if (source.kind === 'seen') return (source.part === 'first' ? profile.firstSeen : profile.lastSeen) ?? undefined;
  const [value] = valuesAt(profile.traits, source.trait.split('.'));
  const date = value === undefined ? undefined : comparableOf('date', zone)?.(value);
  return typeof date === 'number' ? date : undefined;
}

/** Whether an event has changed what a date is told from, other than the counter of an event. */
export function isMoved(source: DateSource, before: Profile, after: Profile): boolean {
  if (source.kind === 'trait') return before.traits !== after.traits;
  if (source.kind === 'event') return false;
  return source.part === 'first' ? before.firstSeen !== after.firstSeen : before.lastSeen !== after.lastSeen;
}

/** The fact that conditions ask in place of a date; of an event its last time. */
export function pathOf(source: DateSource): string {
  if (source.kind === 'trait') return `traits.${source.trait}`;
  return source.kind === 'seen' ? `seen.${source.part}` : `events.${source.event}.last`;
}
