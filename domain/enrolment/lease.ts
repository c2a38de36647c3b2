import { second, type Milliseconds } from '../time/instant.ts';

/** How long one attempt to deliver a nudge may take: longer than all timeouts of a provider together. */
export const deliveryLease: Milliseconds = 20 * second;
