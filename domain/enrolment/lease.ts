import { second, type Instant, type Milliseconds } from '../time/instant.ts';

/** How long one attempt to deliver a nudge may take: longer than all timeouts of a provider together. */
export const deliveryLease: Milliseconds = 20 * second;

/** What a provider may take of it: an attempt that has less left does not begin to send. */
export const providerTime: Milliseconds = 16 * second;

/** The last instant (real time) at which an attempt may begin to send: later, another may before its provider has answered. */
export function latestOf({ lease }: { readonly lease: Instant | null }): Instant {
  return (lease ?? 0) - providerTime;
}
