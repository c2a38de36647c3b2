import type { User } from '../../domain/enrolment/user.ts';
import { factsOf } from '../../domain/enrolment/user.ts';
import type { Consent } from '../../domain/profile/consent.ts';
import type { Facts } from '../../domain/profile/facts.ts';
import type { Instant } from '../../domain/time/instant.ts';

const never = -Infinity;

/** Of somebody to whom mail went, whose address nobody knows any more. */
const someAddress = 'somebody@usher.invalid';

/**
 * What a policy would have looked at when a nudge was sent: the facts of now, which are all that is kept, without what
 * the user has said since. The nudge was sent, so there was an address.
 */
export function factsThen(user: User, at: Instant): Facts {
  const { profile, arms } = factsOf(user);
  const consent = Object.entries(profile.consent).flatMap(([about, said]) => {
    const then = saidThen(said, at);
    return then === null ? [] : [[about, then] as const];
  });
  const traits = { ...profile.traits, email: profile.traits.email ?? someAddress };
  return { profile: { ...profile, traits, consent: Object.fromEntries(consent) }, arms };
}

/**
 * What was said last by then, as far as it is kept: of what was said before, the last confirmation, No and complaint. Who
 * has said No only since had not said so then, and the nudge was sent: that is taken for a Yes.
 */
function saidThen(said: Consent, at: Instant): Consent | null {
  if (said.at <= at) return said;
  const { confirmed, out, complained, address } = said;
  const by = (instant: Instant = never): Instant => (instant <= at ? instant : never);
  const [yes, no, spam] = [by(confirmed), by(out), by(complained)];
  if (yes === never && no === never) return said.says === 'out' ? { says: 'in', at } : null;
  const kept = { ...(spam > never && { complained: spam }), ...(address !== undefined && { address }) };
  if (no >= yes) return { ...kept, says: 'out', at: no, ...(yes > never && { confirmed: yes }) };
  return { ...kept, says: 'confirmed', at: yes, ...(no > never && { out: no }) };
}
