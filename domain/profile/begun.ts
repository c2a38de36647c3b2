import { own } from '../own.ts';
import type { CompiledFeature, Derivations } from './derivations.ts';
import { eventKey, featureKey, type Derived } from './derived.ts';
import type { Profile } from './profile.ts';

/** Whether all that is derived was derived by these definitions; from which events is another question. */
export function isDefinedBy({ derived }: Profile, { keys }: Derivations): boolean {
  for (const [key, of] of keys) if (derived[key]?.of !== of) return false;
  return Object.keys(derived).length === keys.size;
}

/**
 * The profile with a beginning for each definition that is new or another than before, and without what is derived no
 * more. It is complete where no event came before, or where a feature asks nothing but what every profile has kept.
 * @param fromFirst whether all of the user's events are still to come
 */
export function begun(profile: Profile, derivations: Derivations, fromFirst: boolean): Profile {
  if (isDefinedBy(profile, derivations)) return profile;
  const derived = Object.fromEntries([...derivations.keys].map(([key, of]) => [key, beginning(key, of)] as const));
  const stays = (key: string): boolean => derived[key]?.of === own(profile.derived, key)?.of;
  const isDerived = (key: string): boolean => key in derived || Object.hasOwn(profile.derived, key);
  return {
    ...profile,
    events: only(profile.events, (name) => !isDerived(eventKey(name)) || stays(eventKey(name))),
    features: only(profile.features, (name) => stays(featureKey(name))),
    derived,
  };

  function beginning(key: string, of: string): Derived {
    const known = own(profile.derived, key);
    if (known?.of === of) return known;
    return { of, complete: fromFirst || isOfProfile(derivations.features.find((each) => each.key === key)) };
  }
}

/** Whether a feature needs no other events than the profile has counted; `valued` looks after named ones. */
function isOfProfile(feature: CompiledFeature | undefined): boolean {
  return feature !== undefined && feature.rule.count === undefined;
}

function only<Value>(
  record: Readonly<Record<string, Value>>,
  stays: (name: string) => boolean,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => stays(name)));
}
