import type { Scalar } from '../json.ts';
import type { Instant, Milliseconds } from '../time/instant.ts';

/** A declared fact's type decides how operands are read and compared. `date` facts hold ISO strings or instants. */
export type FactType = 'string' | 'number' | 'boolean' | 'date' | 'version';

/** What a field is compared with: a value, a list, or an instant relative to now. An authored date is an instant. */
export type Operand =
  | { readonly kind: 'value'; readonly value: Scalar }
  | { readonly kind: 'list'; readonly values: readonly Scalar[] }
  /** `$ago: 3d` is −3 days, `$ahead: 3d` is +3 days, both from now. */
  | { readonly kind: 'relative'; readonly offset: Milliseconds };

export type Comparison =
  | 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'nin' | 'all'
  | 'exists' | 'size' | 'starts' | 'ends' | 'contains'; // prettier-ignore

/** One test of a field's value. `not` and `elem` hold further tests of the same value or of its elements. */
export type Test =
  | { readonly kind: 'compare'; readonly comparison: Comparison; readonly operand: Operand }
  | { readonly kind: 'not'; readonly tests: readonly Test[] }
  | { readonly kind: 'elem'; readonly tests: readonly Test[] };

/** A fact compared: `traits.plan`, `context.device`, `arms.tour`, `events.Signed Up.count`. */
export interface FieldCondition {
  readonly kind: 'field';
  readonly path: string;
  readonly type: FactType;
  /** Of a date fact: the IANA zone in which a bare date such as 2026-03-01 begins. Absent: UTC. */
  readonly zone?: string;
  /** Of an event's counter: the event is one of the workspace's own. */
  readonly named?: true;
  readonly tests: readonly Test[];
}

/** How often within the last `within` (null: ever) the event was done, by its timestamps. */
export interface DidCondition {
  readonly kind: 'did';
  readonly event: string;
  /** The event is one of the workspace's own. */
  readonly named?: true;
  /** Tests of the number of times: `eq`, `ne`, `gt`, `gte`, `lt`, `lte`, `in` and `nin` with whole numbers. */
  readonly times: readonly Test[];
  readonly within: Milliseconds | null;
}

/** How many of a feature's instants are within the last `within`: sessions begun, days of activity. */
export interface RecentCondition {
  readonly kind: 'recent';
  readonly feature: string;
  /** As of a `did`. */
  readonly times: readonly Test[];
  readonly within: Milliseconds;
}

/**
 * How a feature's value is read for people: as it is kept, as a count that is 0 where nothing is kept, as the number of
 * its instants in a window, as whole days since the date at a path (of an event of the workspace's own, where `named`).
 */
export type Measure =
  | { readonly kind: 'kept' | 'count' }
  | { readonly kind: 'recent'; readonly within: Milliseconds }
  | { readonly kind: 'days'; readonly of: string; readonly zone: string; readonly named?: true };

/** A feature compared: for people as it was written, for whoever evaluates it by the facts it is derived from. */
export interface FeatureCondition {
  readonly kind: 'feature';
  readonly feature: string;
  readonly type: FactType;
  readonly tests: readonly Test[];
  readonly measure: Measure;
  readonly condition: Condition;
}

/**
 * A parsed condition: plain JSON (no key holds `$` or `.`, so it can be stored), every name resolved, every segment
 * and milestone expanded. It means the same in memory (`holds`) and in the database (`toQuery`).
 */
export type Condition =
  | { readonly kind: 'and' | 'or' | 'nor'; readonly of: readonly Condition[] }
  | FieldCondition
  | DidCondition
  | RecentCondition
  | FeatureCondition
  /** The event happened at or after an instant; written by the engine (goal, leave, wait), never authored. */
  | { readonly kind: 'since'; readonly event: string; readonly since: Instant }
  /** A milestone completed (or, with `is: false`, not). `event` is the milestone's. */
  | { readonly kind: 'completed'; readonly milestone: string; readonly event: string; readonly is: boolean }
  /** Membership of a segment (or, with `is: false`, no membership), its condition expanded. */
  | { readonly kind: 'segment'; readonly segment: string; readonly condition: Condition; readonly is: boolean };
