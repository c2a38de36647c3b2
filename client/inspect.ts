import { journeyOf } from '../domain/enrolment/identity.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Instant } from '../domain/time/instant.ts';
import { nowFor, type UsherContext } from './context.ts';
import { explainUser } from './explain/explanation.ts';
import type { Standing } from './explain/standing.ts';
import { knownUser } from './known-user.ts';

/** How often and when a user did something. */
export interface Done {
  readonly count: number;
  readonly first: Instant;
  readonly last: Instant;
}

/** What is known of a user now. Instants are milliseconds since 1970. */
export interface Inspection {
  readonly user: string;
  /** Masked. */
  readonly address: string;
  readonly zone: string;
  readonly locale: string | null;
  readonly traits: JsonObject;
  readonly context: JsonObject;
  /** By the event's name. */
  readonly events: Readonly<Record<string, Done>>;
  /** Experiment → arm. */
  readonly arms: Readonly<Record<string, string>>;
  /** Where the user stands, or stood last, in every journey ever entered. */
  readonly enrolments: readonly Standing[];
  /** The journeys that the user is kept out of on purpose, to measure the rest. */
  readonly heldOut: readonly string[];
}

/**
 * What is known of a user now, and where the user stands in every journey.
 * @throws UsherError REQUEST_INVALID, USER_UNKNOWN
 * @example
 * const { traits, enrolments } = await usher.inspect('bo');
 */
export async function inspect(context: UsherContext, userId: string): Promise<Inspection> {
  const user = await knownUser(context, userId);
  const { id, profile, arms, heldOut } = user;
  const { address, zone, locale, standings } = await explainUser(context.store, user, { now: nowFor(context, id) });
  const events = Object.entries(profile.events).map(([name, { count, first, last }]) => [name, { count, first, last }]);
  return {
    ...{ user: id, address, zone, locale },
    traits: profile.traits,
    context: profile.context,
    events: Object.fromEntries(events) as Inspection['events'],
    arms,
    enrolments: standings,
    heldOut: [...new Set(Object.keys(heldOut).map(journeyOf))],
  };
}
