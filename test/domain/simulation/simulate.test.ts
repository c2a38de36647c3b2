import fc from 'fast-check';
import type { Story } from '../../../domain/simulation/play.ts';
import { simulate } from '../../../domain/simulation/simulate.ts';
import type { UserEvent } from '../../../domain/profile/event.ts';
import { day } from '../../../domain/time/instant.ts';
import { eventOf, monday } from '../../support/event.ts';
import { anyPrograms, experiments } from '../../support/arbitrary-program.ts';
import { play, walked } from '../../support/play.ts';
import { programOf, referenceProgram } from '../../support/program.ts';
import { releaseOf } from '../../support/release.ts';
import { delay, repeat, send } from '../../support/steps.ts';

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

const stories: fc.Arbitrary<Story> = fc
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

describe('the simulation', () => {
  it('plays the reference path', () => {
    expect(walked(play([referenceProgram]))).toEqual([
      'entered entered',
      'welcome sent',
      'delay-1d done',
      'branch 1 "new" taken',
      'wait-profile timeout',
      'reminder sent',
      'exit-done finished',
    ]);
  });

  it('stops at the instant it is told to', () => {
    const { nudges, user } = play([referenceProgram], { until: monday + day });
    expect(nudges).toHaveLength(1);
    expect(user.visits.test).toMatchObject({ status: 'open' });
  });

  it('of any journeys and events never throws, ends every journey, and always comes to the same', () => {
    const property = fc.property(stories, (story) => {
      const played = simulate(story);
      expect(Object.values(played.user.visits).filter(({ status }) => status !== 'closed')).toEqual([]);
      expect(played.user.todo).toEqual([]);
      expect(simulate(story)).toEqual(played);
    });
    fc.assert(property, { numRuns: 1_000 });
  });

  it('never sends a nudge twice', () => {
    const property = fc.property(stories, (story) => {
      const { user } = simulate(story);
      const sent = user.ledger.filter(({ status }) => status === 'sent').map(({ nudge }) => nudge);
      expect(new Set(sent).size).toBe(sent.length);
      expect(user.ledger.filter(({ lease }) => lease !== null)).toEqual([]);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('keeps the state of every decision small', () => {
    const nested = programOf([
      repeat({ body: 1, upTo: 2 }),
      repeat({ body: 2, upTo: 2, next: 0, every: day }),
      send('a', { next: 3 }),
      delay(day, { next: 1 }),
    ]);
    const { user } = play([nested], { until: monday + day });
    expect(JSON.stringify(user.visits.test!.decision!.state).length).toBeLessThanOrEqual(300);
  });
});
