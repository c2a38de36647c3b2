import { Temporal } from 'temporal-polyfill';
import type { UserEvent } from '../../../domain/profile/event.ts';
import type { FeatureValue, Profile } from '../../../domain/profile/profile.ts';
import { day, hour, type Instant } from '../../../domain/time/instant.ts';

/* The definitions of `derived-content.ts` in so many words, of all events at once: slow, and nothing kept. */

export interface Expected {
  /** Named event → when it counted, newest first. */
  readonly counts: Readonly<Record<string, readonly Instant[]>>;
  readonly features: Readonly<Record<string, FeatureValue>>;
}

export function expectedOf(events: readonly UserEvent[], { traits }: Profile): Expected {
  const named = (name: string): UserEvent[] => events.filter((event) => event.name === name);
  const times = (list: readonly UserEvent[]): Instant[] => list.map(({ timestamp }) => timestamp);
  const bigImports = named('Imported').filter(({ properties }) => Number(properties.rows) >= 1_000);
  const following = (on: readonly UserEvent[], after: readonly Instant[], within: number): UserEvent[] =>
    on.filter(({ timestamp: at }) => after.some((before) => before <= at && at <= before + within));
  const quickInvites = following(named('Invited'), times(bigImports), 2 * day);
  const readAfterInvite = following(named('Read'), times(named('Invited')), 6 * hour);
  const tracked = events.filter(({ type }) => type === 'track');
  const reading = times(named('Read'));
  const signedUp = typeof traits.signedUpAt === 'string' ? Date.parse(traits.signedUpAt) : undefined;
  const zone = zoneOf(traits.timezone);
  return {
    counts: {
      'big-import': newest(times(bigImports)),
      'quick-invite': newest(times(quickInvites)),
      'read-after-invite': newest(times(readAfterInvite)),
      'helped-import': newest(times(following(named('Imported'), times(quickInvites), day))),
    },
    features: present({
      visits: lastOfDays(times(tracked)).slice(0, 9),
      reading_days: lastOfDays(reading).slice(0, 16),
      sessions: starts(times(tracked), hour).slice(0, 21),
      all_sessions: starts([...reading, ...times(named('Invited'))], 6 * hour).length,
      topic: preferred(
        named('Read').flatMap((each) => topicsOf(each).map((topic) => [topic, each.timestamp])),
        2 * day,
      ),
      habit: preferred(
        [
          ...named('Read').map((each): Met => ['Read', each.timestamp]),
          ...named('Invited').map((each): Met => ['Invited', each.timestamp]),
          ...bigImports.map((each): Met => ['big-import', each.timestamp]),
        ],
        5 * day,
      ),
      hour: numberOf(
        preferred(
          times(tracked).map((at): Met => [localHour(at, zone), at]),
          7 * day,
        ),
      ),
      progress: [named('Invited'), bigImports, named('Read')].filter((list) => list.length > 0).length / 3,
      hours_to_import: hoursBetween(signedUp, times(bigImports)),
      hours_to_invite: hoursBetween(first(times(named('Imported'))), times(named('Invited'))),
      hours_since_seen: hoursBetween(first(times(events)), times(named('Invited'))),
    }),
  };
}

type Met = readonly [value: string, at: Instant];

function newest(instants: readonly Instant[]): Instant[] {
  return [...instants].sort((a, b) => b - a);
}

function first(instants: readonly Instant[]): Instant | undefined {
  return newest(instants).at(-1);
}

function lastOfDays(instants: readonly Instant[]): Instant[] {
  const dates = new Map<string, Instant>();
  for (const at of newest(instants).reverse()) dates.set(new Date(at).toISOString().slice(0, 10), at);
  return newest([...dates.values()]);
}

function starts(instants: readonly Instant[], gap: number): Instant[] {
  const inOrder = newest(instants).reverse();
  return inOrder.filter((at, index) => index === 0 || at - inOrder[index - 1]! > gap).reverse();
}

function topicsOf({ properties: { topic } }: UserEvent): string[] {
  return [...new Set([topic].flat().map(String))];
}

/** The heaviest, where a half-life ago counts half; of equal weight the first by name. */
function preferred(met: readonly Met[], halfLife: number): string | undefined {
  const weights = new Map<string, number>();
  const base = Math.floor(Date.UTC(2026, 0) / halfLife);
  for (const [value, at] of met)
    weights.set(value, (weights.get(value) ?? 0) + 2 ** (Math.floor(at / halfLife) - base));
  return [...weights].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0]?.[0];
}

/** The user's wall clock, as far ahead of UTC as at the beginning of the half-life. */
function localHour(at: Instant, zone: string): string {
  const begun = Temporal.Instant.fromEpochMilliseconds(Math.floor(at / (7 * day)) * 7 * day);
  const ahead = begun.toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
  return new Date(Math.floor(at / hour) * hour + ahead).toISOString().slice(11, 13);
}

function zoneOf(trait: unknown): string {
  return typeof trait === 'string' && trait !== 'nowhere' ? trait : 'Europe/Berlin';
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function hoursBetween(from: Instant | undefined, reached: readonly Instant[]): number | undefined {
  const at = first(reached);
  return from === undefined || at === undefined || at < from ? undefined : (at - from) / hour;
}

function present(values: Readonly<Record<string, FeatureValue | undefined>>): Record<string, FeatureValue> {
  const isThere = ([, value]: readonly [string, FeatureValue | undefined]): boolean =>
    value !== undefined && value !== 0 && !(Array.isArray(value) && value.length === 0);
  const kept = Object.entries(values).filter(
    (each) => isThere(each) || ['progress', 'hour'].includes(each[0]) || each[0].startsWith('hours_'),
  );
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined)) as Record<string, FeatureValue>;
}
