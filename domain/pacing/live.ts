import type { Counting } from '../profile/apply.ts';
import { openPolicy, type Policy } from './policy.ts';
import type { Switch } from './switch.ts';

/** What holds for everybody at this moment, whatever release an enrolment is pinned to. */
export interface Live {
  /** The current release's. */
  readonly policy: Policy;
  /** What is off now. */
  readonly switches: readonly Switch[];
  /** What the current release counts and derives; absent before there is one. */
  readonly counting?: Counting;
}

/** Before anything was published or switched off. */
export const openLive: Live = { policy: openPolicy, switches: [] };
