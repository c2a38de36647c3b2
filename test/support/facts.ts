import type { JsonObject, Scalar } from '../../domain/json.ts';
import { newProfile } from '../../domain/profile/apply.ts';
import type { Facts } from '../../domain/profile/facts.ts';
import { recentKept } from '../../domain/condition/limits.ts';
import type { EventCounter } from '../../domain/profile/profile.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** What is known of a user to test with; what is not said is unknown. */
export interface Known {
  readonly traits?: JsonObject;
  readonly context?: Readonly<Record<string, Scalar>>;
  /** Event name → when it was done. */
  readonly events?: Readonly<Record<string, readonly Instant[]>>;
  /** Experiment → arm. */
  readonly arms?: Readonly<Record<string, string>>;
}

/** The facts of a user of whom this is known. */
export function factsOf({ traits = {}, context = {}, events = {}, arms = {} }: Known): Facts {
  const counters = Object.entries(events).filter(([, instants]) => instants.length > 0);
  const counted = counters.map(([name, instants]): [string, EventCounter] => [name, counterOf(instants)]);
  return { profile: { ...newProfile('bo'), traits, context, events: Object.fromEntries(counted) }, arms };
}

function counterOf(instants: readonly Instant[]): EventCounter {
  const newest = [...instants].sort((a, b) => b - a);
  const days: Record<string, number> = {};
  for (const at of newest) {
    const date = new Date(at).toISOString().slice(0, 10);
    days[date] = (days[date] ?? 0) + 1;
  }
  return {
    count: newest.length,
    first: newest.at(-1) ?? 0,
    last: newest[0] ?? 0,
    recent: newest.slice(0, recentKept),
    days,
  };
}
