import { reasonsOf } from '../condition/explain.ts';
import { spansOf, type Spans } from '../condition/span.ts';
import { dateWords } from '../condition/value-words.ts';
import type { Experiment, Exposure } from '../experiment/experiment.ts';
import { meet } from '../experiment/meet.ts';
import { own } from '../own.ts';
import { globalHoldout } from '../pacing/holdout.ts';
import type { Policy } from '../pacing/policy.ts';
import type { Facts } from '../profile/facts.ts';
import type { Instant } from '../time/instant.ts';
import type { Showing, Shown, SlotRule } from './slot.ts';

/** What of a release a choice depends on, besides the slot. */
export interface Parts {
  readonly experiments: Readonly<Record<string, Experiment>>;
  /** The live policy's: whoever it keeps out is in no arm. */
  readonly holdout: Policy['holdout'];
  /** The workspace's, for dates in words. */
  readonly zone: string;
}

/** Of whom and when it is asked what a slot shows. */
export interface Asked {
  readonly facts: Facts;
  readonly now: Instant;
}

/** What one rule says for one user at one instant. */
export interface Look {
  /** Whether the rule is for the user now. */
  readonly fits: boolean;
  /** The first instant at which that changes by time alone; Infinity: never. */
  readonly until: Instant;
}

/** Asks a rule whether it is for a user now. */
export function lookAt({ when, from, to }: SlotRule, spans: Spans, now: Instant): Look {
  if (from !== null && now < from) return { fits: false, until: from };
  if (to !== null && now >= to) return { fits: false, until: Infinity };
  const over = to ?? Infinity;
  if (when === null) return { fits: true, until: over };
  const { holds, until } = spans(when, now);
  return { fits: holds, until: Math.min(over, until) };
}

/** Why a rule is for a user or not, in words; asked only where somebody is told. */
export function whyOf(
  { when, from, to }: SlotRule,
  { zone }: Pick<Parts, 'zone'>,
  { facts, now }: Asked,
): readonly string[] {
  if (from !== null && now < from) return [`not before ${dateWords(from, zone)}`];
  if (to !== null && now >= to) return [`over since ${dateWords(to, zone)}`];
  return when === null ? ['everybody'] : reasonsOf(when, facts, now);
}

/** What a rule that fits shows, and the arm by which. */
export interface Given {
  readonly shown: Shown;
  /** Null: it depends on no arm, or the user is in none. */
  readonly exposure: Exposure | null;
  readonly why: readonly string[];
  /** The first instant at which it changes by time alone; Infinity: never. */
  readonly until: Instant;
}

/**
 * What a rule that fits shows to a user. Of an experiment it is what the user's arm shows; who is outside of its target or
 * its coverage, or kept out by the policy's holdout, is in no arm and sees what `control` shows, without being counted.
 */
export function giveBy(show: Showing, { experiments, holdout }: Parts, asked: Asked): Given {
  if (show.kind !== 'experiment') return { shown: show, exposure: null, why: [], until: Infinity };
  const { experiment, arms } = show;
  const { facts, now } = asked;
  const drawn = globalHoldout({ holdout }, facts.profile.user);
  if (drawn?.heldOut === true) return outside(show, [drawn.words], Infinity);
  const met = meet(experiment, { experiments, facts, now });
  if (met.kind === 'out') return outside(show, met.because, turnOf(experiments, experiment, asked));
  const { exposure, words } = met;
  const shown = own(arms, exposure.arm);
  // An arm that the experiment has no more: its users see what everybody else does.
  if (shown === undefined) return outside(show, [`${experiment} has no arm ${exposure.arm}`], Infinity);
  return { shown, exposure, why: [`arm ${exposure.arm} of ${experiment}: ${words}`], until: Infinity };
}

function outside(
  { experiment, arms }: Extract<Showing, { kind: 'experiment' }>,
  because: readonly string[],
  until: Instant,
): Given {
  const why = [`no arm of ${experiment}: ${because.join(', ')}`];
  return { shown: own(arms, 'control') ?? { kind: 'next' }, exposure: null, why, until };
}

/** Who is outside of the target may come into it by time alone. */
function turnOf(experiments: Parts['experiments'], experiment: string, { facts, now }: Asked): Instant {
  const target = own(experiments, experiment)?.target ?? null;
  return target === null ? Infinity : spansOf(facts)(target, now).until;
}
