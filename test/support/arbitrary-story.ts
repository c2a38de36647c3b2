import fc from 'fast-check';
import type { Sending } from '../../domain/enrolment/deliver.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { Story } from '../../domain/simulation/play.ts';
import { day, hour, type Instant } from '../../domain/time/instant.ts';
import { anyPrograms, experiments } from './arbitrary-program.ts';
import { eventOf, monday } from './event.ts';
import { releaseOf } from './release.ts';

const accepted = { kind: 'sent', because: 'accepted' } as const;
const answers = [
  accepted,
  accepted,
  { kind: 'later', because: 'refused for now', unsure: false },
  { kind: 'later', because: 'broke off', unsure: true },
  { kind: 'failed', because: 'no such mailbox', refused: true },
] as const;

const names = ['Signed Up', 'A', 'A', 'A', 'B', 'B', 'B', 'Gone', 'Goal'];
/** Clocks change in New York six days after the stories begin, elsewhere at other times or never. */
const zones = ['UTC', 'America/New_York', 'America/Santiago', 'Australia/Lord_Howe', 'Pacific/Apia', 'Nowhere'];

/** Dates around the story, on the calendar and to the millisecond; and what is none. No server can wait for the year 10000. */
const ends = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: monday - day, max: monday + 6 * day }) },
  { weight: 3, arbitrary: fc.constantFrom('2026-03-03', '2026-03-05T10:00', '2026-03-08T02:30') },
  { weight: 1, arbitrary: fc.oneof(fc.constantFrom('soon', 1e300), fc.double({ min: -1e9, max: 1e9 })) },
);
const json = fc.jsonValue() as fc.Arbitrary<never>;
const properties = fc.record({ rows: fc.oneof(fc.nat(3), json), team: fc.oneof(fc.constantFrom('t', 'u'), json) }, { requiredKeys: [] }); // prettier-ignore
const traits = fc.record({ email: fc.constantFrom('bo@acme.test', 'bo@acme.test', null, 7), timezone: fc.constantFrom(...zones), ends, plan: fc.constantFrom('team', 'solo', 'gone') }, { requiredKeys: [] }); // prettier-ignore

/** Many soon after the beginning, when nudges are tried again; most while the journeys are under way. */
const moments = fc.oneof(
  fc.integer({ min: 1, max: hour }),
  fc.integer({ min: 1, max: 2 * day }),
  fc.integer({ min: 1, max: 6 * day }),
);

/** Anything that can happen, late arrivals included; and what is known of somebody changes. */
const anyEvent: fc.Arbitrary<UserEvent> = fc
  .record({
    index: fc.nat(1_000_000),
    name: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.constant(null) }),
    after: moments,
    late: fc.constantFrom(0, 0, 0, 0, 1, hour, day, day + 1, 3 * day),
    properties,
    traits: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: traits }),
  })
  .map(({ index, name, after, late, ...bodies }) =>
    eventOf('bo', name, { at: monday + after, messageId: `m${index}`, timestamp: monday + after - late, ...bodies }),
  );

/** What happens while a nudge is under way to its provider: to every third one, where anything does. */
const meanwhile = fc
  .constantFrom(null, null, 'Goal', 'Gone', 'A')
  .map((name): NonNullable<Story['meanwhile']> => ({ at, user, entry: { attempt, nudge } }: Sending) => {
    if (name === null || (nudge.length + attempt) % 3 !== 0) return [];
    return [eventOf(user.id, name, { at, messageId: `${nudge} ${attempt}` })];
  }); // prettier-ignore

/** Somebody who signs up for generated journeys, and up to sixteen things that happen then. */
export const anyStories: fc.Arbitrary<Story> = fc
  .record({
    programs: anyPrograms,
    zone: fc.constantFrom(...zones),
    ends,
    events: fc.uniqueArray(anyEvent, { minLength: 3, maxLength: 16, selector: ({ messageId }) => messageId }),
    answers: fc.array(fc.constantFrom(...answers), { maxLength: 6 }),
    meanwhile,
  })
  .map(({ programs, zone, ends: date, events, answers: given, meanwhile: during }) => {
    const signedUp = eventOf('bo', 'Signed Up', { at: monday, messageId: 'first', properties: { team: 't', rows: 2 } });
    const facts = { email: 'bo@acme.test', timezone: zone, ends: date };
    const known = eventOf('bo', null, { at: monday - 1, messageId: 'known', traits: facts });
    const provider: NonNullable<Story['provider']> = ({ entry }) => given[entry.attempt] ?? accepted;
    return {
      release: releaseOf(programs, { experiments }),
      user: 'bo',
      events: [known, signedUp, ...events],
      provider,
      meanwhile: during,
    };
  });

/** The event as it would have been had the story begun at another instant: the dates it tells are as far away. */
export function begunAt(event: UserEvent, began: Instant): UserEvent {
  const { ends: date } = event.traits;
  return { ...event, traits: { ...event.traits, ...(date !== undefined && { ends: moved(date, began - monday) }) } };
}

function moved(date: UserEvent['traits'][string], by: number): UserEvent['traits'][string] {
  if (typeof date === 'number') return Math.abs(date - monday) < 100 * day ? date + by : date;
  if (typeof date !== 'string' || !/^\d{4}-/.test(date)) return date;
  const wall = Date.parse(date.length === 10 ? date : `${date}Z`);
  return new Date(wall + by).toISOString().slice(0, date.length);
}
