import { own } from '../own.ts';
import { withOwn } from '../record.ts';
import type { CompiledFeature, Derivations } from './derivations.ts';
import type { FeatureValue, Profile } from './profile.ts';

/** With the incompleteness of all that has an incomplete source. */
export function doubted(profile: Profile, { features, filters }: Derivations): Profile {
  let { derived } = profile;
  for (const { key, sources } of [...filters, ...features]) {
    const each = derived[key];
    if (each?.complete !== true || sources.every((source) => derived[source]?.complete !== false)) continue;
    derived = withOwn(derived, key, { ...each, complete: false });
  }
  return derived === profile.derived ? profile : { ...profile, derived };
}

/**
 * With the values that depend on other facts of the profile as well.
 * @param before the profile before an event, of which all values are right; null where any may be another
 */
export function valued(profile: Profile, { features, zone }: Derivations, before: Profile | null): Profile {
  let values = profile.features;
  for (const feature of features) {
    const { name, key, definition, rule } = feature;
    if (rule.value === undefined || (before !== null && !isTouched(feature, profile, before))) continue;
    const value = rule.value(definition, profile.derived[key]?.state, { profile, zone });
    if (value !== own(values, name)) values = withValue(values, name, value);
  }
  return values === profile.features ? profile : { ...profile, features: values };
}

/** Whether something has changed from which the value of a feature is told: most events touch none. */
function isTouched({ key, definition, rule, reads }: CompiledFeature, profile: Profile, before: Profile): boolean {
  if (before.derived[key] !== profile.derived[key]) return true;
  for (const event of reads) if (own(before.events, event) !== own(profile.events, event)) return true;
  return rule.moves?.(definition, before, profile) ?? false;
}

function withValue(values: Profile['features'], name: string, value: FeatureValue | undefined): Profile['features'] {
  if (value !== undefined) return withOwn(values, name, value);
  return Object.fromEntries(Object.entries(values).filter(([each]) => each !== name));
}
