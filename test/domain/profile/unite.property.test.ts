import fc from 'fast-check';
import { apply, newProfile } from '../../../domain/profile/apply.ts';
import type { UserEvent } from '../../../domain/profile/event.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { unite } from '../../../domain/profile/unite.ts';
import { day, hour } from '../../../domain/time/instant.ts';
import { eventOf, monday } from '../../support/event.ts';

const runs = process.env.USHER_PROPERTIES === 'full' ? 5_000 : 500;

/** Of `Opened` whole days are counted, so far back. */
const days = new Map([['Opened', 10 * day]]);

const at = fc.integer({ min: 0, max: 20 }).map((ago) => monday - ago * 17 * hour);
const word = fc.constantFrom('Subscribed', 'Subscription Confirmed', 'Unsubscribed', 'Email Complained');
const channel = fc.constantFrom('email', 'push', '*', 'no channel');
const trait = fc.constantFrom('plan', 'team', '__proto__', 'constructor');

const event: fc.Arbitrary<UserEvent> = fc.oneof(
  fc.record({ at, name: fc.constantFrom('Opened', 'Clicked', '__proto__'), device: fc.constantFrom('ios', 'desktop') }).map(
    ({ at: when, name, device }) => eventOf('bo', name, { at: when, context: { device: { type: device } } }),
  ),
  fc.record({ at, trait, value: fc.constantFrom('a', 'b', 1, null) }).map(({ at: when, trait: name, value }) =>
    eventOf('bo', null, { at: when, traits: Object.fromEntries([[name, value]]) }),
  ),
  fc.record({ at, word, channel, category: fc.constantFrom('tips', 'news') }).map(({ at: when, word: name, ...properties }) =>
    eventOf('bo', name, { at: when, properties }),
  ),
); // prettier-ignore

function folded(events: readonly UserEvent[], user = 'bo'): Profile {
  return events.reduce((profile, each) => apply(profile, each, { days }), newProfile(user));
}

const halves = fc.array(fc.tuple(event, fc.boolean()), { maxLength: 20 });

function half(both: readonly (readonly [UserEvent, boolean])[], which: boolean): readonly UserEvent[] {
  return both.filter(([, is]) => is === which).map(([each]) => each);
}

describe('the profile of two users who are one', () => {
  it('is that of all their events, whoever did what and in whatever order', () => {
    fc.assert(
      fc.property(halves, (both) => {
        const [ones, others] = [folded(half(both, true)), folded(half(both, false), 'anonymous:7')];
        expect(unite(ones, others, days)).toEqual(folded(both.map(([each]) => each)));
      }),
      { numRuns: runs },
    );
  });

  it('is the same whoever joins whom, but for the name, and however many join one after the other', () => {
    fc.assert(
      fc.property(halves, halves, (some, more) => {
        const [a, b, c] = [folded(half(some, true)), folded(half(some, false)), folded(half(more, true))];
        expect(unite(a, b, days)).toEqual(unite(b, a, days));
        expect(unite(unite(a, b, days), c, days)).toEqual(unite(a, unite(b, c, days), days));
      }),
      { numRuns: runs },
    );
  });

  it('keeps as few consents as any other, and no no is lost', () => {
    const says = (name: string, from: number): readonly UserEvent[] =>
      Array.from({ length: 180 }, (_, index) =>
        eventOf('bo', name, { at: monday, properties: { channel: 'email', category: `c-${from + index}` } }),
      );
    const [yes, no] = [says('Subscribed', 100), says('Unsubscribed', 200)];
    const { consent } = unite(folded(yes), folded(no));
    expect(consent).toEqual(folded([...no, ...yes]).consent);
    expect([Object.keys(consent).length, consent['email/*']?.says]).toEqual([200, 'out']);
  });
});
