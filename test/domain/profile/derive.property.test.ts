import fc from 'fast-check';
import { apply, newProfile } from '../../../domain/profile/apply.ts';
import { isUpToDate, rederived } from '../../../domain/profile/derive.ts';
import type { UserEvent } from '../../../domain/profile/event.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { countingOf } from '../../../domain/release/counting.ts';
import { runs } from '../condition/runs.ts';
import { someEvents } from './arbitrary-events.ts';
import { content } from './derived-content.ts';
import { expectedOf } from './expected-features.ts';

const fold = (events: readonly UserEvent[]): Profile =>
  events.reduce((profile, event) => apply(profile, event, countingOf(content)), newProfile('bo'));

const shuffled = (events: readonly UserEvent[]): fc.Arbitrary<readonly UserEvent[]> =>
  fc.shuffledSubarray([...events], { minLength: events.length });

const inAnyOrder = (most: number, days: number): fc.Arbitrary<readonly UserEvent[]> =>
  someEvents(most, days).chain(shuffled);

/** All values but those that are known to be incomplete. */
const wholeOf = ({ derived, features, events }: Profile): unknown => {
  const isWhole = ([key]: readonly [string, unknown], root: string): boolean =>
    derived[`${root}.${key}`]?.complete !== false;
  return {
    features: Object.fromEntries(Object.entries(features).filter((each) => isWhole(each, 'features'))),
    events: Object.fromEntries(Object.entries(events).filter((each) => isWhole(each, 'events'))),
  };
};

/** Only what the other knows to be complete. */
const alike = (one: Profile, other: Profile): void => {
  const incomplete = Object.entries(one.derived)
    .filter(([, { complete }]) => !complete)
    .map(([key]) => key);
  const derived = { ...other.derived };
  for (const key of incomplete) derived[key] = { ...derived[key]!, complete: false };
  expect(wholeOf(one)).toEqual(wholeOf({ ...other, derived }));
};

describe('named events and features, folded event by event', () => {
  it('are those derived from all events, in any order', () => {
    fc.assert(
      fc.property(inAnyOrder(40, 20), (events) => {
        const profile = fold(events);
        alike(profile, rederived(profile, events, content));
        const doubtful = Object.keys(profile.derived).filter((key) => profile.derived[key]?.complete === false);
        expect(doubtful.filter((key) => key !== 'events.plan-changed')).toEqual([]);
      }),
      { numRuns: runs(150, 5_000), endOnFailure: true },
    );
  }, 120_000);

  it('are what the definitions say of all events', () => {
    fc.assert(
      fc.property(inAnyOrder(40, 20), (events) => {
        const profile = fold(events);
        const { counts, features } = expectedOf(events, profile);
        expect(profile.features).toEqual(features);
        for (const [name, instants] of Object.entries(counts)) {
          expect({ name, recent: profile.events[name]?.recent ?? [] }).toEqual({ name, recent: instants.slice(0, 21) });
          expect(profile.events[name]?.count ?? 0).toBe(instants.length);
        }
      }),
      { numRuns: runs(150, 5_000), endOnFailure: true },
    );
  }, 120_000);

  it('are known to be incomplete where more happened than is kept and a late event came before it', () => {
    fc.assert(
      fc.property(inAnyOrder(250, 90), (events) => {
        const profile = fold(events);
        alike(profile, rederived(profile, events, content));
      }),
      { numRuns: runs(30, 1_000), endOnFailure: true },
    );
  }, 120_000);

  it('are complete when they are derived from all events, whatever was derived before', () => {
    fc.assert(
      fc.property(inAnyOrder(30, 20), fc.nat(30), (events, known) => {
        const before = events.slice(0, known).reduce((profile, event) => apply(profile, event), newProfile('bo'));
        const profile = events.slice(known).reduce((each, event) => apply(each, event, countingOf(content)), before);
        expect(isUpToDate(profile, content)).toBe(
          known === 0 && Object.values(profile.derived).every((each) => each.complete),
        );
        const whole = rederived(profile, events, content);
        expect(isUpToDate(whole, content)).toBe(true);
        alike(fold(events), whole);
      }),
      { numRuns: runs(100, 2_000), endOnFailure: true },
    );
  }, 120_000);
});
