import type { Condition } from '../condition/condition.ts';
import type { Instant } from '../time/instant.ts';
import type { StepIndex } from './program.ts';

/** Where an enrolment stands. The workflow owns it; at most 300 bytes of JSON, nothing that can be derived. */
export interface State {
  readonly step: StepIndex;
  /** When the step began. */
  readonly since: Instant;
  /** Entry: the timestamp of the event that enrolled the user. */
  readonly entry: Instant;
}

/** What a support agent sees as `UsherStatus`. */
export type Status = 'waiting' | 'delayed' | 'held' | 'paused' | 'failing' | 'sending' | Outcome;

/** How an enrolment ended. */
export type Outcome = 'converted' | 'finished' | 'left';

/** What would change the enrolment's course if it came true before the timer fires. */
export interface Await {
  readonly what: 'goal' | 'leave' | 'step';
  readonly condition: Condition;
}

/** What is to be done next. */
export type Effect =
  | { readonly kind: 'deliver'; readonly step: string; readonly template: string; readonly round: number }
  | {
      readonly kind: 'wait';
      readonly step: string;
      readonly status: 'waiting' | 'delayed' | 'held' | 'paused' | 'failing';
      /** When to look again at the latest. */
      readonly until: Instant;
      readonly awaits: readonly Await[];
      /** What is waited for, in plain words: "wait up to 2 days for Profile Completed". */
      readonly words: string;
    }
  | { readonly kind: 'end'; readonly outcome: Outcome; readonly words: string };

/** What a nudge's delivery came to. */
export type Delivered = 'sent' | 'skipped' | 'failed';

/** Why `advance` is called. */
export type Input =
  | { readonly kind: 'enrolled' }
  | { readonly kind: 'facts' }
  | { readonly kind: 'timer' }
  | { readonly kind: 'delivered'; readonly result: Delivered; readonly because: string };

/** One line of an enrolment's story: a step, what became of it, and why. */
export interface TrailEntry {
  readonly at: Instant;
  readonly step: string;
  /** "taken", "done", "timeout", "sent", "converted" … */
  readonly what: string;
  readonly because: readonly string[];
}
