import type { ReleaseContent } from '../release/release.ts';
import { countingOf } from '../release/counting.ts';
import { begun, isDefinedBy } from './begun.ts';
import { derivedWith } from './deriving.ts';
import type { UserEvent } from './event.ts';
import type { Profile } from './profile.ts';
import { doubted, valued } from './valued.ts';

/**
 * Whether all named events and features of a release are known of a user, each by its definition and from all of the
 * user's events. Of somebody without events there is nothing to derive.
 */
export function isUpToDate(profile: Profile, content: ReleaseContent): boolean {
  if (profile.firstSeen === null) return true;
  const { derivations } = countingOf(content);
  return isDefinedBy(profile, derivations) && Object.values(profile.derived).every(({ complete }) => complete);
}

/**
 * The profile with the named events and features of a release derived anew.
 * @param events all of the user's events that were folded into the profile, in any order
 */
export function rederived(profile: Profile, events: readonly UserEvent[], content: ReleaseContent): Profile {
  const counting = countingOf(content);
  const { derivations } = counting;
  const bare = begun({ ...profile, derived: forgotten(profile.derived) }, derivations, true);
  const inOrder = [...events].sort((a, b) => a.timestamp - b.timestamp);
  const whole = inOrder.reduce((known, event) => derivedWith(known, event, { ...counting, before: known }), bare);
  return valued(doubted({ ...whole, derived: complete(whole.derived) }, derivations), derivations, null);
}

/** By no definition of any release. */
function forgotten(derived: Profile['derived']): Profile['derived'] {
  return Object.fromEntries(Object.entries(derived).map(([key, each]) => [key, { ...each, of: '' }]));
}

function complete(derived: Profile['derived']): Profile['derived'] {
  return Object.fromEntries(Object.entries(derived).map(([key, each]) => [key, { ...each, complete: true }]));
}
