import type { Instant } from '../time/instant.ts';
import type { FactType } from './condition.ts';

/** Something a query asks of a stored user. */
export type StoredPlace =
  /**
   * A trait, a context fact or an arm. Of type `date` or `version` the layout names the field that holds what
   * `comparableOf` makes of the value, so that the database compares what memory compares.
   */
  | { readonly kind: 'fact'; readonly path: string; readonly type: FactType }
  /** A feature's value, or the list of its instants, newest first. */
  | { readonly kind: 'feature'; readonly feature: string }
  /** When the user did the first or the last thing. */
  | { readonly kind: 'seen'; readonly part: 'first' | 'last' }
  | {
      readonly kind: 'event';
      readonly event: string;
      readonly part: 'count' | 'first' | 'last' | 'recent' | 'days';
    };

/** Where a store keeps things: the dotted path of a field in a user's document. */
export type Layout = (place: StoredPlace) => string;

/** One translation: as of which instant, for which store. */
export interface Querying {
  readonly now: Instant;
  readonly layout: Layout;
}

/** A MongoDB filter: plain data. */
export type Filter = Readonly<Record<string, unknown>>;

/** Matches nobody. */
export const nobody: Filter = { $nor: [{}] };

/** Matches what all of the filters match. */
export function allOf(filters: readonly Filter[]): Filter {
  const [only] = filters;
  if (filters.length === 0) return {};
  return only !== undefined && filters.length === 1 ? only : { $and: filters };
}

/** Matches what none of the filters matches. */
export function noneOf(filters: readonly Filter[]): Filter {
  return { $nor: filters };
}
