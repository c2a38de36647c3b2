import { providerTime } from '../domain/enrolment/lease.ts';
import type { Instant } from '../domain/time/instant.ts';

/** The last instant (real time) at which an attempt may begin to send: later, another may before its provider has answered. */
export function latestOf({ lease }: { readonly lease: Instant | null }): Instant {
  return (lease ?? 0) - providerTime;
}
