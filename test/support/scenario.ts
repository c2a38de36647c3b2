import type { JsonObject } from '../../domain/json.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { Expectation, Scenario } from '../../domain/scenario/scenario.ts';
import { eventOf, monday } from './event.ts';

const nothing: Expectation = {
  nudges: null,
  never: [],
  path: null,
  reasons: {},
  skipped: {},
  held: {},
  outcome: null,
  step: null,
};

export interface ScenarioParts extends Partial<Omit<Scenario, 'expected' | 'events'>> {
  readonly expected?: Partial<Expectation>;
  readonly traits?: JsonObject;
  /** What happens to somebody with an email address; without it a sign-up on Monday. */
  readonly deeds?: readonly UserEvent[];
}

/** A scenario of a sign-up on Monday, of which nothing is expected but what is said. */
export function scenarioOf({ expected, traits, deeds, ...rest }: ScenarioParts = {}): Scenario {
  const { user = 'bo' } = rest;
  const known = eventOf(user, null, { at: monday - 1000, traits: { email: 'bo@acme.test', ...traits } });
  return {
    journey: 'test',
    name: 'bo',
    user,
    start: monday,
    until: null,
    events: [known, ...(deeds ?? [eventOf(user, 'Signed Up', { at: monday })])],
    arms: {},
    refusals: [],
    ...rest,
    expected: { ...nothing, ...expected },
  };
}
