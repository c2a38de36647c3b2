import { reasonsOf } from '../condition/explain.ts';
import { holds } from '../condition/holds.ts';
import { own } from '../own.ts';
import type { Facts } from '../profile/facts.ts';
import type { Instant } from '../time/instant.ts';
import { assign } from './assign.ts';
import type { Experiment, Exposure } from './experiment.ts';

/** Where a user comes upon an experiment. */
export interface Meeting {
  readonly experiments: Readonly<Record<string, Experiment>>;
  readonly facts: Facts;
  readonly now: Instant;
}

/** The arm that a user is in, or why in none. */
export type Met =
  | { readonly kind: 'in'; readonly exposure: Exposure; readonly words: string }
  | { readonly kind: 'out'; readonly because: readonly string[] };

/**
 * The user's arm of an experiment: the one that is stored wins, else a pure function of user and experiment assigns it.
 * Who is outside of the target or the coverage is in none.
 */
export function meet(experiment: string, { experiments, facts, now }: Meeting): Met {
  const stored = own(facts.arms, experiment);
  if (stored !== undefined) return metBefore(experiment, stored, now);
  const definition = own(experiments, experiment);
  if (definition === undefined) return out([`experiment ${experiment} is not in the release`]);
  const { target, coverage } = definition;
  if (target !== null && !holds(target, facts, now)) return out(reasonsOf(target, facts, now));
  const { arm, bucket, probability } = assign(definition, facts.profile.user);
  if (arm === null) return out([`bucket ${bucket} is outside the coverage of ${percent(coverage)}`]);
  const words = `${percent(probability)}, bucket ${bucket}, first met; stays`;
  return { kind: 'in', exposure: { experiment, at: now, arm, bucket, probability }, words };
}

/** An arm of an earlier meeting stands, whatever has become of the experiment since. */
export function metBefore(experiment: string, arm: string, now: Instant): Extract<Met, { kind: 'in' }> {
  return { kind: 'in', exposure: { experiment, at: now, arm, bucket: null, probability: null }, words: 'met before' };
}

function out(because: readonly string[]): Met {
  return { kind: 'out', because };
}

/** `50 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
