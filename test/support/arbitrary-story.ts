import fc from 'fast-check';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { Story } from '../../domain/simulation/play.ts';
import { day } from '../../domain/time/instant.ts';
import { anyPrograms, experiments } from './arbitrary-program.ts';
import { eventOf, monday } from './event.ts';
import { releaseOf } from './release.ts';

const accepted = { kind: 'sent', because: 'accepted' } as const;
const answers = [
  accepted,
  { kind: 'later', because: 'refused for now', unsure: false },
  { kind: 'failed', because: 'no such mailbox', refused: true },
] as const;

const names = ['Signed Up', 'A', 'B', 'Gone', 'Goal'];
const zones = ['UTC', 'America/Santiago', 'Pacific/Apia', 'Nowhere'];

/** Anything that can happen, late and early timestamps included. */
const anyEvent: fc.Arbitrary<UserEvent> = fc
  .record({
    index: fc.nat(1_000_000),
    name: fc.option(fc.constantFrom(...names), { nil: null }),
    receivedAt: fc.integer({ min: monday, max: monday + 20 * day }),
    late: fc.constantFrom(0, 0, 0, 1, day, 3 * day),
    properties: fc.dictionary(fc.constantFrom('rows', 'team'), fc.jsonValue() as fc.Arbitrary<never>),
    traits: fc.record({ email: fc.constantFrom('bo@acme.test', null, 7), timezone: fc.constantFrom(...zones), ends: fc.oneof(fc.integer(), fc.double(), fc.constantFrom('2026-03-09', '2026-03-10T10:00', 'soon')) }, { requiredKeys: [] }), // prettier-ignore
  })
  .map(({ index, name, receivedAt, late, properties, traits }) =>
    eventOf('bo', name, { at: receivedAt, messageId: `m${index}`, timestamp: receivedAt - late, properties, traits }),
  );

/** Somebody who signs up for generated journeys, and up to twelve things that happen then. */
export const anyStories: fc.Arbitrary<Story> = fc
  .record({
    programs: anyPrograms,
    events: fc.uniqueArray(anyEvent, { maxLength: 12, selector: ({ messageId }) => messageId }),
    answers: fc.array(fc.constantFrom(...answers), { maxLength: 6 }),
  })
  .map(({ programs, events, answers: given }) => {
    const signedUp = eventOf('bo', 'Signed Up', { at: monday, messageId: 'first', properties: { team: 't' } });
    const known = eventOf('bo', null, { at: monday - 1, messageId: 'known', traits: { email: 'bo@acme.test' } });
    const provider: NonNullable<Story['provider']> = ({ entry }) => given[entry.attempt] ?? accepted;
    return {
      release: releaseOf(programs, { experiments }),
      user: 'bo',
      events: [known, signedUp, ...events],
      provider,
    };
  });
