import type { Comparison, Condition, Operand } from '../condition/condition.ts';
import { compileTests, valuesLift } from '../condition/matcher.ts';
import { valuesAt } from '../condition/read-fact.ts';
import type { UserEvent } from '../profile/event.ts';
import type { Instant } from '../time/instant.ts';

/** A test of an event's property, its references resolved. */
export interface EventTest {
  /** Below the event's properties. */
  readonly path: string;
  readonly comparison: Comparison;
  readonly operand: Operand;
}

/** What one clause of a wait waits for, from the moment the step has begun. */
export type AwaitedClause =
  { readonly kind: 'condition'; readonly id: string; readonly condition: Condition } | AwaitedEvent;

/** An event by its timestamp, from `since` to `until`, both included. */
export interface AwaitedEvent {
  readonly kind: 'event';
  readonly id: string;
  readonly event: string;
  /** Null: a reference led nowhere, so nothing matches. */
  readonly where: readonly EventTest[] | null;
  readonly since: Instant;
  readonly until: Instant;
  /** The `messageId` of the event that led to the step: it is not the one to come. */
  readonly not: string | null;
  /** Which of a step's nudges it has to be of; absent where it tells of no nudge. */
  readonly nudge?: AwaitedNudge;
}

/** The nudges of a step that belong to where a visit stands, those that were sent again among them. */
export interface AwaitedNudge {
  readonly visit: number;
  /** Null: the step is in no round that is under way, so any counts. */
  readonly rounds: Rounds | null;
}

/** Rounds from `first` to `last`, and those that are a multiple of `every` above them: resends. */
export interface Rounds {
  readonly first: number;
  readonly last: number;
  readonly every: number;
}

/** The stored event that a clause has matched. */
export interface Match {
  /** Its `messageId`. */
  readonly event: string;
  /** Its timestamp. */
  readonly at: Instant;
}

/** A condition of `all` that has held, and when that was seen. */
export interface Held {
  readonly event: null;
  readonly at: Instant;
}

/** Clause id → what it has matched. */
export type Matches = Readonly<Record<string, Match | Held>>;

/** Whether an event is the one that a clause waits for. */
export function isMatch(clause: AwaitedEvent, event: UserEvent): boolean {
  if (event.name !== clause.event || clause.where === null || event.messageId === clause.not) return false;
  if (event.timestamp < clause.since || event.timestamp > clause.until) return false;
  if (clause.nudge !== undefined && !isOf(clause.nudge, event)) return false;
  return clause.where.every((test) => passes(test, event));
}

function isOf({ visit, rounds }: AwaitedNudge, { properties }: UserEvent): boolean {
  if (properties.visit !== visit) return false;
  if (rounds === null) return true;
  if (typeof properties.round !== 'number') return false;
  const round = properties.round % rounds.every;
  return round >= rounds.first && round <= rounds.last;
}

/** As in a condition: MongoDB's meaning over all that the path leads to. */
export function passes({ path, comparison, operand }: EventTest, event: UserEvent): boolean {
  const matches = compileTests([{ kind: 'compare', comparison, operand }], valuesLift);
  return matches(valuesAt(event.properties, path.split('.')), event.timestamp);
}
