import type { Release } from '../../domain/release/release.ts';
import { parseLength } from '../../domain/scenario/moment.ts';
import type { Scenario } from '../../domain/scenario/scenario.ts';
import { Scenario as Entry } from '../../domain/scenario/schema.ts';
import { isZone } from '../../domain/time/offsets.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { checkKeys } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';
import { checkNames, noArm } from './check-names.ts';
import { readEvents } from './read-events.ts';
import { readExpectation } from './read-expectation.ts';
import { readMoment } from './read-moment.ts';

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
  const { scenario: name = '', user = somebody, expect = {} } = keys;
  const until = readMoment(cursor.at('until'), times);
  if (until === null) refuseEndless(cursor, expect);
  const declared = release.content.context;
  const events = readEvents(cursor, { ...keys, user }, { ...times, journey, declared });
  const expected = readExpectation(cursor.at('expect'), expect, times);
  return { journey, name, user, start, until, events, ...readWorld(keys), expected };
}

/** Without an end the story goes on until nobody is under way. */
function refuseEndless(cursor: Cursor, { outcome, step }: Partial<Entry['expect']>): void {
  if (cursor.at('until').value !== undefined) return;
  const expect = cursor.at('expect');
  const missing = 'without "until"; expected beside "at" when the story is over, such as until: 5d';
  if (outcome === 'open') expect.at('outcome').refuse('VALUE_INVALID', `found open ${missing}`);
  if (step !== undefined) expect.at('step').refuse('VALUE_INVALID', `found a step ${missing}`);
}

/** What is not up to the user: arms that are given, nudges that a provider refuses. */
function readWorld({ arms = {}, refusals = [] }: Keys): Pick<Scenario, 'arms' | 'refusals'> {
  return {
    arms: Object.fromEntries(Object.entries(arms).map(([name, arm]) => [name, arm === noArm ? null : arm])),
    refusals: refusals.map(({ send, for: lasts }) => ({ template: send, lasts: parseLength(lasts) })),
  };
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
