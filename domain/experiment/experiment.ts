import type { Condition } from '../condition/condition.ts';
import type { Instant } from '../time/instant.ts';

/** A split of users, compiled. */
export interface Experiment {
  readonly experiment: string;
  /** In the order in which they were written; weights are shares of their sum. */
  readonly arms: readonly { readonly arm: string; readonly weight: number }[];
  /** Share (0–1) of its population that takes part. */
  readonly coverage: number;
  /** Who takes part; null: everybody who reaches it. */
  readonly target: Condition | null;
}

/** The record that a user was given an arm, with what the analysis needs to know of how. */
export interface Exposure {
  readonly experiment: string;
  readonly arm: string;
  readonly at: Instant;
  /** 0–1; null where an arm of an earlier meeting stands. */
  readonly bucket: number | null;
  /** Of this arm among those who take part; null where an arm of an earlier meeting stands. */
  readonly probability: number | null;
}
