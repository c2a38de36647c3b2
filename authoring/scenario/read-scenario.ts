import type { Json, JsonObject } from '../../domain/json.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { Release } from '../../domain/release/release.ts';
import type { Scenario } from '../../domain/scenario/scenario.ts';
import { Scenario as Entry, type Context } from '../../domain/scenario/schema.ts';
import { isZone } from '../../domain/time/offsets.ts';
import { second, type Instant } from '../../domain/time/instant.ts';
import { checkKeys } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';
import { checkNames } from './check-names.ts';
import { readExpectation } from './read-expectation.ts';
import { readMoment, type Times } from './read-moment.ts';

type Keys = Partial<Entry>;

/** Whoever a scenario is about, where it does not say. */
const somebody = 'somebody';

/** Reads one scenario; null where it is wrong, or cannot be told apart from one that is: all of it was reported. */
export function readScenario(cursor: Cursor, journey: string, release: Release): Scenario | null {
  const keys = checkKeys(Entry, cursor);
  if (keys === null) return null;
  checkNames(cursor, journey, release.content);
  const zone = zoneOf(cursor.at('context', 'timezone'), release.content.settings.zone);
  const start = keys.at === undefined ? null : startOf(cursor.at('at'), keys.at, zone);
  if (start === null) return null;
  const times = { start, zone };
  const events = readEvents(cursor, keys, times);
  const expected = readExpectation(cursor.at('expect'), keys.expect ?? {}, times);
  return { journey, name: keys.scenario ?? '', user: keys.user ?? somebody, start, events, expected };
}

function startOf(cursor: Cursor, text: string, zone: string): Instant | null {
  if (/^\d{4}-/.test(text)) return readMoment(cursor, { start: 0, zone });
  return cursor.refuse('VALUE_INVALID', `found "${text}", expected when it starts, such as 2026-03-02T09:00`);
}

/** The user's own zone, else the workspace's. */
function zoneOf(cursor: Cursor, fallback: string): string {
  const { value } = cursor;
  if (typeof value !== 'string') return fallback;
  if (isZone(value)) return value;
  cursor.refuse('VALUE_INVALID', `found "${value}", expected an IANA time zone such as Europe/Berlin`);
  return fallback;
}

/** What is known from the beginning, as an identify event just before the start; then what happens. */
function readEvents(cursor: Cursor, { user = somebody, traits, context, events = [] }: Keys, times: Times) {
  const at = times.start - second;
  const known = eventOf({ user, at, index: 0, traits: traits ?? {}, context: contextOf(context) });
  const happening = events.flatMap((each, index): UserEvent[] => {
    const instant = readMoment(cursor.at('events', index, 'at'), times);
    if (instant === null) return [];
    const { event: name = null, properties = {} } = each;
    const bodies = { properties, traits: each.traits ?? {}, context: contextOf(each.context) };
    return [eventOf({ user, at: instant, index: index + 1, name, ...bodies })];
  });
  return [known, ...happening];
}

interface Told extends Partial<Pick<UserEvent, 'name' | 'properties'>>, Pick<UserEvent, 'user' | 'traits' | 'context'> {
  readonly at: Instant;
  readonly index: number;
}

function eventOf({ at, index, name = null, properties = {}, ...rest }: Told): UserEvent {
  const type = name === null ? 'identify' : 'track';
  return { messageId: `scenario-${index}`, type, name, properties, timestamp: at, receivedAt: at, ...rest };
}

/** Facts as Segment's `context` holds them: the inverse of `contextFacts`. */
function contextOf({ device, platform, os, locale, timezone, country, app_version }: Context = {}): JsonObject {
  const parts: Readonly<Record<string, Json | undefined>> = {
    device: nested('type', platform ?? device),
    os: nested('name', os),
    locale,
    timezone,
    location: nested('country', country),
    app: nested('version', app_version),
  };
  return Object.fromEntries(Object.entries(parts).flatMap(([key, part]) => (part === undefined ? [] : [[key, part]])));
}

function nested(key: string, value: string | undefined): JsonObject | undefined {
  return value === undefined ? undefined : { [key]: value };
}
