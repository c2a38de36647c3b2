import fc from 'fast-check';
import { receive } from '../../../domain/enrolment/receive.ts';
import { newUser, type User } from '../../../domain/enrolment/user.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { UserEvent } from '../../../domain/profile/event.ts';
import { day } from '../../../domain/time/instant.ts';
import { eventOf, monday } from '../../support/event.ts';

function bounced(properties: JsonObject, rest: Partial<UserEvent> = {}): UserEvent {
  return eventOf('bo', 'Email Bounced', { at: monday, properties, ...rest });
}

function after(events: readonly UserEvent[]): User {
  return events.reduce((user, event) => receive(user, event, { release: null, at: monday }).user, newUser('bo'));
}

describe('an event that says a mail came back', () => {
  it('for good suppresses its address, in lower case and once', () => {
    const hard = { address: ' Bo@Acme.test', hard: true };
    expect(after([bounced(hard), bounced({ ...hard, address: 'bo@acme.test' })]).suppressed).toEqual(['bo@acme.test']);
  });

  it('suppresses the address however late it comes, and changes no consent', () => {
    const late = bounced({ address: 'bo@acme.test', hard: true }, { timestamp: monday - 3 * day, historical: true });
    const { suppressed, profile } = after([late]);
    expect({ suppressed, consent: profile.consent }).toEqual({ suppressed: ['bo@acme.test'], consent: {} });
  });

  it.each<JsonObject>([
    { address: 'bo@acme.test', hard: false },
    { address: 'bo@acme.test' },
    { address: 'bo@acme.test', hard: 'true' },
    { hard: true },
    { address: ['bo@acme.test'], hard: true },
    { address: 'bo', hard: true },
    { address: `${'x'.repeat(250)}@acme.test`, hard: true },
  ])('suppresses nothing where it is %j', (properties) => {
    expect(after([bounced(properties)]).suppressed).toEqual([]);
  });

  it('is another one than a complaint, which is about consent alone', () => {
    const complained = eventOf('bo', 'Email Complained', { at: monday, properties: { address: 'bo@acme.test' } });
    const { suppressed, profile } = after([complained]);
    expect(suppressed).toEqual([]);
    expect(profile.consent).toEqual({ 'email/*': { says: 'out', at: monday, complained: monday } });
  });

  it('leaves the present address, however many others and in any order', () => {
    const others = Array.from({ length: 25 }, (_, n) => `bo${n}@acme.test`);
    const lives = eventOf('bo', null, { at: monday, traits: { email: 'Zoe@acme.test' } });
    const events = [...others, 'zoe@acme.test'].map((address) => bounced({ address, hard: true }));
    const kept = [...others.sort().slice(0, 20), 'zoe@acme.test'];
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (other) => {
        expect(after([lives, ...other]).suppressed).toEqual(kept);
      }),
    );
  });

  it('leaves at most twenty addresses, the same ones in any order', () => {
    const events = Array.from({ length: 30 }, (_, n) => bounced({ address: `bo${n}@acme.test`, hard: true }));
    const { suppressed } = after(events);
    expect(suppressed).toHaveLength(20);
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (other) => {
        expect(after(other).suppressed).toEqual(suppressed);
      }),
    );
  });
});
