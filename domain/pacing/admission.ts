import type { Instant } from '../time/instant.ts';
import type { Booking } from './entry.ts';

/** Whether a nudge may go out now, and to which address; else why not: each clause names a rule, and who used its room. */
export type Admission =
  | {
      readonly kind: 'go';
      readonly to: string;
      readonly entry: Booking;
      /** Keys of less important nudges, between two attempts, whose room it takes. */
      readonly displaced: readonly string[];
    }
  | {
      readonly kind: 'hold';
      readonly until: Instant;
      readonly because: readonly string[];
      /** It was given an instant of its own within the policy's `spread`. */
      readonly spread?: true;
      /** A claim of another nudge is part of what holds it: nobody knows whether that one will go out. */
      readonly behind?: true;
      /** The claim, dated `until`. */
      readonly entry: Booking;
    }
  | { readonly kind: 'skip'; readonly because: readonly string[] };
