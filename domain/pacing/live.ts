import { openPolicy, type Policy } from './policy.ts';
import type { Switch } from './switch.ts';

/** What holds for everybody at this moment, whatever release an enrolment is pinned to. */
export interface Live {
  /** The current release's. */
  readonly policy: Policy;
  /** What is off now. */
  readonly switches: readonly Switch[];
}

/** Before anything was published or switched off. */
export const openLive: Live = { policy: openPolicy, switches: [] };
