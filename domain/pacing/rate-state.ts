import type { Instant } from '../time/instant.ts';

/** What is booked of one channel's rate: small, as every worker reads and writes it. */
export interface RateState {
  readonly journeys: readonly RateJourney[];
  readonly cells: readonly Cell[];
}

/** A journey whose nudges ask for turns; the parts of a cell name it by its place in the list. */
export interface RateJourney {
  readonly name: string;
  /** How many found no room and were told to come back: an estimate, as some never do. */
  readonly waiting: number;
  /** When the last of them comes back. */
  readonly back: Instant;
}

/** One second of real time. `gone` and all that is booked never exceed what the rate allows in it. */
export interface Cell {
  /** Since the epoch, in seconds. */
  readonly second: number;
  /** Places that are taken, or have passed while nobody came. */
  readonly gone: number;
  /** By journey: places kept for nudges that are to come back in this cell. */
  readonly booked: readonly number[];
  /** By journey: places it has had of this cell, booked or taken. */
  readonly given: readonly number[];
}

export const idle: RateState = { journeys: [], cells: [] };

/** The state while it is worked on. */
export interface Board {
  readonly now: Instant;
  /** Nudges a second. */
  readonly rate: number;
  readonly journeys: Draft<RateJourney>[];
  readonly cells: Map<number, Draft<Cell>>;
}

type Draft<Type> = {
  -readonly [Key in keyof Type]: Type[Key] extends readonly (infer Item)[] ? Item[] : Type[Key];
};

export type DraftCell = Draft<Cell>;
