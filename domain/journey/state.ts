import type { Condition } from '../condition/condition.ts';
import type { Exposure } from '../experiment/experiment.ts';
import type { Scalar } from '../json.ts';
import type { Instant } from '../time/instant.ts';
import type { AwaitedClause } from './clause.ts';
import type { StepIndex } from './program.ts';

/** Where an enrolment stands. The workflow owns it; at most 300 bytes of JSON, nothing that can be derived. */
export interface State {
  readonly step: StepIndex;
  /** When the step began; a delay until a time of day that travelling has skipped begins anew. */
  readonly since: Instant;
  /** Entry: the timestamp of the event that enrolled the user. */
  readonly entry: Instant;
  /** The round under way, by the index of the repeat step; absent outside of one. */
  readonly rounds?: Readonly<Record<number, Round>>;
  /** Arm taken, by the index of the experiment step: an index into its arms, −1 outside. */
  readonly arms?: Readonly<Record<number, number>>;
  /** Since when it is paused; absent while it is not. */
  readonly paused?: Instant;
  /** How often a nudge was asked for again; absent for never. */
  readonly resends?: number;
  /** The step whose nudge is being sent again, before the one under way goes on. */
  readonly again?: StepIndex;
}

/** A round of a repeat step. */
export interface Round {
  /** From 1. */
  readonly round: number;
  /** When it began. */
  readonly at: Instant;
}

/**
 * How an enrolment ended. `terminated`: from outside, by whoever ended or deleted its workflow in Temporal. `merged`: the
 * user became one with another, whose older enrolment goes on.
 */
export const outcomes = ['converted', 'finished', 'left', 'terminated', 'merged'] as const;
export type Outcome = (typeof outcomes)[number];

/** What a support agent sees as `UsherStatus`. */
export const statuses = ['waiting', 'delayed', 'held', 'paused', 'failing', 'sending', ...outcomes] as const;
export type Status = (typeof statuses)[number];

/** What would change the enrolment's course if it came true before the timer fires. */
export type Await =
  | { readonly what: 'goal' | 'leave' | 'step'; readonly condition: Condition }
  /** A wait for events: any of these, or all in any order. */
  | { readonly what: 'clauses'; readonly all: boolean; readonly clauses: readonly AwaitedClause[] };

/** What a walk does on its way, besides its effect: written together with the decision. */
export type Act =
  | { readonly kind: 'set'; readonly traits: Readonly<Record<string, Scalar>> }
  | { readonly kind: 'start'; readonly journey: string }
  | { readonly kind: 'exposure'; readonly exposure: Exposure };

/** What is to be done next. */
export type Effect =
  | {
      readonly kind: 'deliver';
      readonly step: string;
      /** The first of these that may go out is sent. */
      readonly templates: readonly string[];
      /** Which time it is that the step is met in this visit, counted by the repeats around it and raised by resends. */
      readonly round: number;
      /** A timer has made it due, as it may have for many at this instant: it may be spread. Absent where not. */
      readonly timed?: true;
    }
  | {
      readonly kind: 'wait';
      readonly step: string;
      readonly status: 'waiting' | 'delayed' | 'held' | 'paused' | 'failing';
      /** When what it waits for is over at the latest. */
      readonly until: Instant;
      /** When it is looked at before, as what holds it may have changed unseen; absent where it need not be. */
      readonly look?: Instant;
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
  /** `by`: the `messageId` of the event with which something awaited has come true; absent where nothing has. */
  | { readonly kind: 'facts'; readonly by?: string }
  /** A nudge is about to be handed over: whatever speaks against it is looked at again. */
  | { readonly kind: 'delivering' }
  | { readonly kind: 'timer' }
  /** Somebody's command that can be obeyed. */
  | { readonly kind: 'command'; readonly order: Order }
  | { readonly kind: 'delivered'; readonly result: Delivered; readonly because: string };

/** A command that can be obeyed: the state it makes, from which the walk goes on, and what is told of it. */
export interface Order {
  readonly state: State;
  readonly told: TrailEntry;
  /** The walk has just come to the state's step. */
  readonly arrives: boolean;
  /** The enrolment ends. */
  readonly leaves: boolean;
}

/** One line of an enrolment's story: a step, what became of it, and why. */
export interface TrailEntry {
  readonly at: Instant;
  readonly step: string;
  /** "taken", "done", "timeout", "sent", "converted" … */
  readonly what: string;
  readonly because: readonly string[];
  /** Until when a nudge is held or left alone, as things were then; absent from every other line. */
  readonly until?: Instant;
}
