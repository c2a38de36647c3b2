import { second, type Milliseconds } from '../time/instant.ts';

/** How long one attempt to deliver a nudge may take: longer than all timeouts of a provider together. */
export const deliveryLease: Milliseconds = 20 * second;

/** What a provider may take of it: an attempt that has less left does not begin to send. */
export const providerTime: Milliseconds = 16 * second;
