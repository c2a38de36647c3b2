import type { User } from '../../domain/enrolment/user.ts';
import { factsOf } from '../../domain/enrolment/user.ts';
import type { Facts } from '../../domain/profile/facts.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** Of somebody to whom mail went, whose address nobody knows any more. */
const someAddress = 'somebody@usher.invalid';

/**
 * What a policy would have looked at when a nudge was sent: the facts of now, which are all that is kept, without what
 * the user has said since. The nudge was sent, so there was an address.
 */
export function factsThen(user: User, at: Instant): Facts {
  const { profile, arms } = factsOf(user);
  const consent = Object.entries(profile.consent).filter(([, said]) => said.at <= at);
  const traits = { ...profile.traits, email: profile.traits.email ?? someAddress };
  return { profile: { ...profile, traits, consent: Object.fromEntries(consent) }, arms };
}
