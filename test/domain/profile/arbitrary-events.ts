import fc from 'fast-check';
import type { UserEvent } from '../../../domain/profile/event.ts';
import { hour } from '../../../domain/time/instant.ts';
import { eventOf, monday } from '../../support/event.ts';

/** Hours, so that events meet at the edges of gaps and windows, and some at the same instant. */
const at = (days: number): fc.Arbitrary<number> => fc.nat(days * 24).map((hours) => monday + hours * hour);
const topic = fc.constantFrom('a', 'b', 'c');

function does(days: number): fc.Arbitrary<UserEvent> {
  return fc
    .record({
      at: at(days),
      name: fc.constantFrom('Imported', 'Invited', 'Read', 'Opened', 'big-import'),
      rows: fc.constantFrom(10, 1_000),
      topic: fc.oneof(topic, fc.array(topic, { maxLength: 2 })),
    })
    .map(({ at: instant, name, ...properties }) => eventOf('bo', name, { at: instant, properties }));
}

function tells(days: number): fc.Arbitrary<UserEvent> {
  const plan = fc.constantFrom('free', 'team', null);
  const timezone = fc.constantFrom('Asia/Kolkata', 'America/New_York', 'nowhere');
  const signedUpAt = at(days).map((instant) => new Date(instant).toISOString());
  const traits = fc.oneof(fc.record({ plan }), fc.record({ signedUpAt }), fc.record({ timezone }));
  return fc.record({ at: at(days), traits }).map((said) => eventOf('bo', null, said));
}

/** Events of one user within some days, in no order. */
export function someEvents(most: number, days: number): fc.Arbitrary<readonly UserEvent[]> {
  const one = fc.oneof({ weight: 4, arbitrary: does(days) }, { weight: 1, arbitrary: tells(days) });
  return fc.array(one, { minLength: 1, maxLength: most, size: 'max' });
}
