import type { Comparison, Condition } from '../condition/condition.ts';
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
  /** The step is passed over while this does not hold; null: always taken. */
  readonly when: Condition | null;
}

/** What happens to a nudge that may not go out now. */
export interface Hold {
  readonly atMost: Milliseconds;
  readonly else: 'skip';
}

export interface SendStep extends StepBase {
  readonly kind: 'send';
  /** The first of these with an address, consent and room is sent; at least one. */
  readonly templates: readonly string[];
  readonly hold: Hold | null;
}

/** Puts what a slot shows to the user into the inbox of the product: the first item that may go out. */
export interface ShowStep extends StepBase {
  readonly kind: 'show';
  readonly slot: string;
  readonly hold: Hold | null;
}

/** A value that `where` compares with: given, or read from the entry event or a matched wait when the step begins. */
export type Reference =
  | { readonly kind: 'value'; readonly value: Scalar }
  /** `entry.properties.projectId`, `waits.import.properties.rows`. */
  | {
      readonly kind: 'ref';
      readonly path: string;
      /** What it leads to as text, which keys of enrolments are. */
      readonly asText?: true;
    };

/** One thing that a wait waits for. */
export interface WaitClause {
  readonly id: string;
  /** In the author's words: "Profile Completed". */
  readonly words: string;
  readonly for: Awaited;
  /** `any`: where the walk goes on when this clause is the one; `end` has its usual meaning. */
  readonly to: StepIndex;
}

export type Awaited =
  | { readonly kind: 'condition'; readonly condition: Condition }
  /** An event whose properties match; an unresolved reference makes it false. */
  | {
      readonly kind: 'event';
      readonly event: string;
      readonly where: readonly PropertyTest[];
      /** The id of the step that sends the nudge which the event has to be of: this visit's, of the round under way. */
      readonly nudge?: string;
    };

/** One test of an event's property; `$ref` operands are resolved when the step begins. */
export interface PropertyTest {
  /** Below the event's properties: `rows`, `import.rows`. */
  readonly path: string;
  readonly comparison: Comparison;
  readonly operand: Reference | { readonly kind: 'list'; readonly values: readonly Scalar[] };
}

export interface WaitStep extends StepBase {
  readonly kind: 'wait';
  /** `for` is one clause; of `any` the first listed wins a tie; `all` in any order. */
  readonly mode: 'for' | 'any' | 'all';
  readonly clauses: readonly WaitClause[];
  readonly atMost: Milliseconds;
  /** From when events count: arrival at the step, or entry. */
  readonly since: 'step' | 'entry';
  /** Under which name templates and `$ref` see the matched event: `{{ waits.import.properties.rows }}`. */
  readonly as: string | null;
  readonly done: StepIndex;
  readonly timeout: StepIndex;
}

/** ISO 8601: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export type DelayRule =
  | { readonly kind: 'duration'; readonly duration: Milliseconds }
  /** The next such time of day in the user's zone, minutes after midnight; on these weekdays (all seven: any day). */
  | { readonly kind: 'time'; readonly minutes: number; readonly weekdays: readonly Weekday[] }
  /**
   * A date trait, moved by an offset, then to a time of day in the user's zone. When that is past, or there is no such
   * date: `skip` passes over the step after the delay as well (it came too late), `now` goes on to it.
   */
  | {
      readonly kind: 'trait';
      /** Below the traits: `trialEndsAt`, `company.renewsAt`. */
      readonly path: string;
      readonly offset: Milliseconds;
      readonly minutes: number | null;
      readonly past: 'skip' | 'now';
    };

export interface DelayStep extends StepBase {
  readonly kind: 'delay';
  readonly rule: DelayRule;
  /** "1 day", "09:00 on weekdays", "3 days before trialEndsAt at 09:00". */
  readonly words: string;
}

/** Splits by an experiment of experiments.yaml; outside its coverage or target the walk goes on after the step. */
export interface ExperimentStep extends StepBase {
  readonly kind: 'experiment';
  readonly experiment: string;
  readonly arms: readonly { readonly arm: string; readonly to: StepIndex }[];
}

/** Rounds of a list of steps, at least `every` apart; `until` is asked before each round. */
export interface RepeatStep extends StepBase {
  readonly kind: 'repeat';
  readonly upTo: number;
  readonly every: Milliseconds;
  readonly until: Condition | null;
  /** First step of the round; the last one's `next` is this step. */
  readonly body: StepIndex;
}

/** Sets traits by an event of its own. */
export interface SetStep extends StepBase {
  readonly kind: 'set';
  readonly traits: Readonly<Record<string, Scalar>>;
}

/** Starts another journey for the same user, not awaited. */
export interface StartStep extends StepBase {
  readonly kind: 'start';
  readonly journey: string;
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

export type Step =
  | SendStep
  | ShowStep
  | WaitStep
  | DelayStep
  | BranchStep
  | ExperimentStep
  | RepeatStep
  | SetStep
  | StartStep
  | ExitStep;
export type StepKind = Step['kind'];

/** A step that stays for the delivery of a nudge. */
export type NudgeStep = SendStep | ShowStep;

/** Whether a step stays for the delivery of a nudge. */
export function isNudgeStep(step: Step | undefined): step is NudgeStep {
  return step?.kind === 'send' || step?.kind === 'show';
}

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
  /** Path of the entry event's property that tells enrolments of one user apart: `properties.projectId`; null: one. */
  readonly per: string | null;
  /** At most one open journey per group and user. */
  readonly exclusive: string | null;
  /** Among candidates of one event the highest enters first. */
  readonly priority: number;
  /** Share (0–1) of those who would enter that is kept out, to measure the rest. */
  readonly holdout: number;
  readonly vars: Readonly<Record<string, Scalar>>;
  readonly steps: readonly Step[];
  /** The first step, or `end`. */
  readonly start: StepIndex;
}
