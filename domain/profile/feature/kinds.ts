import { activeDays } from './active-days.ts';
import type { Feature, FeatureKind } from './feature.ts';
import type { FeatureRule } from './kind.ts';
import { preferred } from './preferred.ts';
import { progress } from './progress.ts';
import { sessions } from './sessions.ts';
import { timeTo } from './time-to.ts';

type Rules = { readonly [Kind in FeatureKind]: FeatureRule<Extract<Feature, { kind: Kind }>> };

const rules: Rules = {
  days_since: {},
  active_days: activeDays,
  sessions,
  preferred,
  progress,
  time_to: timeTo,
};

/** What the kind of a feature does. */
export function ruleOf(feature: Feature): FeatureRule<Feature> {
  // A rule is only ever given features of its own kind.
  return rules[feature.kind] as FeatureRule<Feature>;
}
