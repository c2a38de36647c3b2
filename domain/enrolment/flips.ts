import type { Instant } from '../time/instant.ts';
import { comeIn, type Entering } from './come-in.ts';
import { knock, knocksOf, type Admitted } from './doors.ts';
import { acquainted } from './membership.ts';
import type { User } from './user.ts';

/** What time alone has led to. */
export interface Flipped extends Admitted {
  readonly woke: readonly string[];
}

/**
 * Lets time pass for the segments by which journeys are entered, up to and including an instant: whoever comes into one
 * does so at the very instant, however long ago that was, and in the order of those instants.
 */
export function passFlips(user: User, entering: Entering, until: Instant): Flipped {
  const entered: string[] = [];
  const refused: Admitted['refused'][number][] = [];
  const woke: string[] = [];
  let after = acquainted(user, entering);
  // Each turn is over with a later one to come: what is looked at tells when it changes after that.
  while (after.flipAt !== null && after.flipAt <= until) {
    const come = comeIn(after, entering, after.flipAt);
    const admitted = knock(come.user, knocksOf(entering.release, come.events), entering.release);
    after = admitted.user;
    entered.push(...admitted.entered);
    refused.push(...admitted.refused);
    woke.push(...come.woke);
  }
  return { user: after, entered, refused, woke };
}
