import type { Facts } from '../profile/facts.ts';
import type { UserEvent } from '../profile/event.ts';
import type { Instant } from '../time/instant.ts';
import type { Background } from './background.ts';
import type { Matches } from './clause.ts';
import type { Program, Step, StepIndex } from './program.ts';
import type { Act, Effect, Input, State, TrailEntry } from './state.ts';

/** What a step handler may look at: the enrolment at one instant. */
export interface Place extends Background {
  readonly program: Program;
  readonly state: State;
  readonly facts: Facts;
  readonly now: Instant;
  /** Null when the walk has just arrived at the step, else what made it look again. */
  readonly input: Input | null;
}

/** What a step says: go on to another step, or stay for an effect. */
export type Move =
  | ({ readonly kind: 'go'; readonly to: StepIndex; readonly trail: Told | null } & Left)
  | ({ readonly kind: 'stay'; readonly effect: Effect; readonly trail: Told | null } & Left);

/** What a step leaves behind besides its words. */
export interface Left {
  /** What of the state has changed. */
  readonly state?: Partial<Pick<State, 'rounds' | 'arms' | 'since'>>;
  /** What it does, in this order. */
  readonly acts?: readonly Act[];
  /** A wait that is over by an event, which is kept under its `as`. */
  readonly waited?: { readonly as: string | null; readonly event: UserEvent };
  /** A wait that goes on: what its clauses have matched so far. */
  readonly matched?: Matches;
}

/** A trail entry before it knows its step and instant. */
export type Told = Pick<TrailEntry, 'what' | 'because'>;

/** The rule of one step kind. */
export type StepRule<Kind extends Step> = (step: Kind, place: Place) => Move;
