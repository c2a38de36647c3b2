import type { Condition } from '../condition/condition.ts';

/** Where a rule was written. */
export type RulePlace =
  | { readonly kind: 'enrol'; readonly journey: string; readonly index: number }
  | { readonly kind: 'case'; readonly journey: string; readonly step: string; readonly index: number }
  | { readonly kind: 'slot'; readonly slot: string; readonly index: number };

/** One of several rules that are asked in order, whatever they decide. */
export interface Rule {
  /** What people know it by: `2 mobile`. */
  readonly name: string;
  readonly place: RulePlace;
  /** Whom it is for; null: everybody. */
  readonly when: Condition | null;
  /** What else has to hold, that says nothing of how many it is for; null: nothing. */
  readonly besides: Condition | null;
  /** Whether everybody whom it is for is taken by it, at all times and by each of its arms. */
  readonly takes: boolean;
  /** What comes of it, one text for what is alike; null where that cannot be compared. */
  readonly shows: string | null;
  /** Fewer users than this are too few; null: it does not say. */
  readonly minimum: number | null;
}

/** Rules that are asked in order. */
export interface RuleList {
  /** `onboarding · branch first-steps` */
  readonly title: string;
  /** `first`: whoever a rule takes comes to none after it. `any`: each is asked by itself. */
  readonly match: 'first' | 'any';
  readonly rules: readonly Rule[];
}

/** Everybody for whom a rule is, as it is asked. */
export function whoMeets({ when, besides }: Rule): Condition {
  return { kind: 'and', of: [when, besides].filter((each) => each !== null) };
}

/** Everybody for whom a rule is, as people count them. */
export function whoIsMeant({ when }: Rule): Condition {
  return when ?? { kind: 'and', of: [] };
}

/** Of those, whoever is left by the rules before it that take all of theirs. */
export function whoIsLeft({ match, rules }: RuleList, rule: Rule): Condition {
  const before = rules.slice(0, rules.indexOf(rule)).filter(({ takes }) => takes);
  const taken = match === 'any' ? [] : before.map(whoIsMeant);
  return taken.length === 0 ? whoIsMeant(rule) : { kind: 'and', of: [whoIsMeant(rule), { kind: 'nor', of: taken }] };
}
