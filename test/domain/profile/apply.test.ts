import fc from 'fast-check';
import { apply, newProfile } from '../../../domain/profile/apply.ts';
import type { UserEvent } from '../../../domain/profile/event.ts';
import type { Profile } from '../../../domain/profile/profile.ts';

const base: UserEvent = {
  messageId: 'm',
  type: 'track',
  user: 'bo',
  name: null,
  properties: {},
  traits: {},
  context: {},
  timestamp: 0,
  receivedAt: 0,
};

const fold = (events: readonly Partial<UserEvent>[]): Profile =>
  events.reduce<Profile>((profile, event) => apply(profile, { ...base, ...event }), newProfile('bo'));
const identify = (timestamp: number, traits: UserEvent['traits']): Partial<UserEvent> => ({
  type: 'identify',
  timestamp,
  traits,
});
const track = (name: string, timestamp: number): Partial<UserEvent> => ({ name, timestamp });

describe('apply', () => {
  it('keeps the newest value of each trait, whatever arrives last', () => {
    const { traits, stamps } = fold([
      identify(2, { plan: 'team', age: 4 }),
      identify(1, { plan: 'free', city: 'Porto' }),
    ]);
    expect(traits).toEqual({ plan: 'team', age: 4, city: 'Porto' });
    expect(stamps).toEqual({ 'traits.plan': 2, 'traits.age': 2, 'traits.city': 1 });
  });

  it('counts an event and keeps its first, last and 21 newest timestamps', () => {
    const times = Array.from({ length: 25 }, (_, index) => (index * 7) % 25);
    const { events } = fold(times.map((at) => track('Opened', at)));
    const recent = Array.from({ length: 21 }, (_, index) => 24 - index);
    expect(events).toEqual({ Opened: { count: 25, first: 0, last: 24, recent } });
  });

  it('reads the device class and the few other facts it keeps out of the context', () => {
    const context = {
      device: { type: 'iOS' },
      os: { name: 'iOS' },
      locale: 'de',
      ip: '10.0.0.1',
      location: { country: 'DE' },
    };
    expect(fold([{ context }]).context).toEqual({
      device: 'mobile',
      platform: 'ios',
      os: 'iOS',
      locale: 'de',
      country: 'DE',
    });
  });

  it.each(['__proto__', 'constructor', 'toString', 'a.b', '$set', ''])('takes %j as a name like any other', (name) => {
    const profile = fold([
      track(name, 1),
      track(name, 2),
      identify(1, JSON.parse(`{${JSON.stringify(name)}: 5}`) as UserEvent['traits']),
    ]);
    expect(Object.entries(profile.events)).toEqual([[name, { count: 2, first: 1, last: 2, recent: [2, 1] }]]);
    expect(Object.entries(profile.traits)).toEqual([[name, 5]]);
    expect(Object.getPrototypeOf(profile.events)).toBe(Object.prototype);
  });

  it('comes to the same profile in any order of the events', () => {
    const name = fc.constantFrom('A', 'B', '__proto__');
    const timestamp = fc.integer({ min: 0, max: 5 });
    const event = fc.oneof(
      fc.record({ type: fc.constant('track' as const), name, timestamp }),
      fc.record({
        type: fc.constant('identify' as const),
        traits: fc.dictionary(fc.constantFrom('x', 'y'), fc.oneof(fc.integer(), fc.string(), fc.constant(null))),
        timestamp,
      }),
      fc.record({ context: fc.record({ locale: fc.constantFrom('de', 'pt', 'en') }), timestamp }),
    );
    const shuffled = fc
      .array(event, { maxLength: 30 })
      .chain((events) =>
        fc.record({ events: fc.constant(events), other: fc.shuffledSubarray(events, { minLength: events.length }) }),
      );
    fc.assert(
      fc.property(shuffled, ({ events, other }) => {
        expect(fold(other)).toEqual(fold(events));
      }),
    );
  });
});
