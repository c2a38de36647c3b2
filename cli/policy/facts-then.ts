import type { User } from '../../domain/enrolment/user.ts';
import { factsOf } from '../../domain/enrolment/user.ts';
import type { Consent } from '../../domain/profile/consent.ts';
import type { Facts } from '../../domain/profile/facts.ts';
import type { Instant } from '../../domain/time/instant.ts';

const never = -Infinity;

/** What the consent of users meant when a nudge was sent. */
export interface SentUnder {
  /** They were asked before: it went out to whoever had said yes. */
  readonly isAsked: boolean;
  /** It would not have gone out after a No. */
  readonly isHeard: boolean;
}

/** Of somebody to whom mail went, whose address nobody knows any more. */
const someAddress = 'somebody@usher.invalid';

/**
 * What a policy would have looked at when a nudge was sent: the facts of now, which are all that is kept, without what
 * the user has said since. The nudge was sent, so there was an address.
 */
export function factsThen(user: User, at: Instant, sentUnder: SentUnder): Facts {
  const { profile, arms } = factsOf(user);
  const consent = Object.entries(profile.consent).flatMap(([about, said]) => {
    const then = saidThen(said, at, sentUnder);
    return then === null ? [] : [[about, then] as const];
  });
  const traits = { ...profile.traits, email: profile.traits.email ?? someAddress };
  return { profile: { ...profile, traits, consent: Object.fromEntries(consent) }, arms };
}

/**
 * What was said last by then, as far as it is kept: of what was said before, the last confirmation, No and complaint. Of a
 * word that another has taken the place of since, that the nudge was sent tells: where users are asked first, there was a
 * Yes; and where a No is heard, it did not stand any more.
 */
function saidThen(said: Consent, at: Instant, { isAsked, isHeard }: SentUnder): Consent | null {
  if (said.at <= at) return said;
  const { confirmed, out, complained, address } = said;
  const by = (instant: Instant = never): Instant => (instant <= at ? instant : never);
  const [yes, no, spam] = [by(confirmed), by(out), by(complained)];
  const kept = { ...(spam > never && { complained: spam }), ...(address !== undefined && { address }) };
  if (yes > no) return { ...kept, says: 'confirmed', at: yes, ...(no > never && { out: no }) };
  if (no === never) return isAsked ? { ...kept, says: 'in', at } : null;
  const confirmedBefore = yes > never && { confirmed: yes };
  return isHeard
    ? { ...kept, says: 'in', at, out: no, ...confirmedBefore }
    : { ...kept, says: 'out', at: no, ...confirmedBefore };
}
