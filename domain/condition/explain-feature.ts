import { oncePer } from '../once.ts';
import { own } from '../own.ts';
import type { Facts } from '../profile/facts.ts';
import { eventKey, featureKey } from '../profile/derived.ts';
import type { Profile } from '../profile/profile.ts';
import type { Instant } from '../time/instant.ts';
import type { FeatureCondition, FieldCondition } from './condition.ts';
import { fieldWordsMet } from './explain-field.ts';
import { placeOf } from './fact-path.ts';
import { measured } from './measure.ts';

/** What a feature's tests met, as if the profile kept the value itself: `days_since_sign_up 3 is not at least 14`. */
export function featureWordsMet(condition: FeatureCondition, facts: Facts, now: Instant): string {
  const value = measured(condition, facts, now);
  const features = value === undefined ? {} : { [condition.feature]: value };
  const words = fieldWordsMet(fieldOf(condition), { ...facts, profile: { ...facts.profile, features } }, now);
  return `${words}${countingWords(facts.profile, featureKeysOf(condition))}`;
}

/** What is not derived from all of a user's events yet, or not by the definition of now, says so. */
export function countingWords(profile: Profile, keys: readonly string[]): string {
  const isCounting = keys.some((key) => {
    const known = own(profile.derived, key);
    return known === undefined ? profile.firstSeen !== null : !known.complete;
  });
  return isCounting ? ' (still being counted)' : '';
}

/** The feature as a field of its own, for whoever puts it into words. */
export const fieldOf = oncePer(({ feature, type, tests }: FeatureCondition): FieldCondition => {
  return { kind: 'field', path: `features.${feature}`, type, tests };
});

/** Days since a date are kept nowhere: of a named event's, the event itself may be incomplete. */
function featureKeysOf({ feature, measure }: FeatureCondition): readonly string[] {
  if (measure.kind !== 'days') return [featureKey(feature)];
  const place = placeOf(measure.of);
  return place?.kind === 'events' && measure.named === true ? [eventKey(place.event)] : [];
}
