import type { Condition } from '../condition/condition.ts';
import type { Scalar } from '../json.ts';
import type { Milliseconds } from '../time/instant.ts';

/** Index of a step in `Program.steps`; `end` when there is none. */
export type StepIndex = number;
export const end: StepIndex = -1;

interface StepBase {
  /** Stable: derived from what the step names, never from its place. */
  readonly id: string;
  /** Where the walk goes on after this step (after its whole subtree). */
  readonly next: StepIndex;
}

export interface SendStep extends StepBase {
  readonly kind: 'send';
  readonly template: string;
}

export interface WaitStep extends StepBase {
  readonly kind: 'wait';
  readonly for: Condition;
  /** What is awaited, in the author's words: "Profile Completed". */
  readonly words: string;
  readonly atMost: Milliseconds;
  readonly done: StepIndex;
  readonly timeout: StepIndex;
}

export interface DelayStep extends StepBase {
  readonly kind: 'delay';
  readonly duration: Milliseconds;
}

export interface BranchCase {
  /** Null: `otherwise`. */
  readonly when: Condition | null;
  readonly to: StepIndex;
  /** The case's `id`, or the names its condition uses, for the words of a decision. */
  readonly words: string;
}

export interface BranchStep extends StepBase {
  readonly kind: 'branch';
  readonly cases: readonly BranchCase[];
}

export interface ExitStep extends StepBase {
  readonly kind: 'exit';
  readonly outcome: string;
}

export type Step = SendStep | WaitStep | DelayStep | BranchStep | ExitStep;
export type StepKind = Step['kind'];

/** Who enters: any of these, on an event. */
export interface EnrolRule {
  readonly on: string;
  /** Only the user's first such event, by receipt. */
  readonly first: boolean;
  readonly when: Condition | null;
}

export type LeaveRule =
  | { readonly kind: 'event'; readonly on: string }
  | { readonly kind: 'condition'; readonly when: Condition; readonly words: string }
  | { readonly kind: 'after'; readonly after: Milliseconds };

export interface Goal {
  readonly milestone: string;
  readonly event: string;
  /** Measured from entry. */
  readonly within: Milliseconds;
}

export type Again =
  { readonly kind: 'never' } | { readonly kind: 'always' } | { readonly kind: 'after'; readonly after: Milliseconds };

/** A journey, compiled: flat, every name resolved, every nested list a range of `steps`. Plain JSON. */
export interface Program {
  readonly journey: string;
  readonly description: string;
  readonly enrol: readonly EnrolRule[];
  readonly again: Again;
  readonly goal: Goal | null;
  readonly leave: readonly LeaveRule[];
  readonly vars: Readonly<Record<string, Scalar>>;
  readonly steps: readonly Step[];
  /** The first step, or `end`. */
  readonly start: StepIndex;
}
