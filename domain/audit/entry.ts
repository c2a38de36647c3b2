import type { ErrorCode } from '../errors.ts';
import type { CommandKind } from '../journey/command.ts';
import type { Switched } from '../pacing/switch.ts';
import type { Instant } from '../time/instant.ts';

/** What people do by hand, to one user or to everybody. */
export type Deed =
  | CommandKind
  | 'enrol'
  | 'switch off'
  | 'switch on'
  | 'publish'
  | 'pause refresh'
  | 'resume refresh'
  | 'forget'
  | 'readmit';

/** Whom or what somebody has done something to. */
export type Target =
  | {
      readonly kind: 'enrolment';
      readonly user: string;
      readonly journey: string;
      /** What tells the enrolment from the user's others in the journey; null where there is one only. */
      readonly key: string | null;
      /** The step that was named; null where none was. */
      readonly step: string | null;
    }
  | { readonly kind: 'switch'; readonly what: Switched }
  | { readonly kind: 'release'; readonly release: string }
  /** Somebody who was forgotten, as was asked for then: nothing tells who it was. */
  | { readonly kind: 'forgotten'; readonly at: Instant };

/** Who did what to whom, when, why, and what came of it. Once it is written, nothing of it changes. */
export interface AuditEntry {
  /** The same deed told again has the same id. */
  readonly id: string;
  /** On the clock that decides. */
  readonly at: Instant;
  /** Null where somebody did not say who, and was refused for it. */
  readonly by: string | null;
  /** Null where none was given. */
  readonly reason: string | null;
  readonly did: Deed;
  readonly to: Target;
  /** The id under which a command was told: the update's in Temporal. Absent for what is no command. */
  readonly command?: string;
  /** What was done and what followed, or why nothing was. */
  readonly words: string;
  /** The error's code; absent where it was done. */
  readonly refused?: ErrorCode;
}
