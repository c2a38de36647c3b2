/**
 * What is known of one named event or feature of a user, under `events.<name>` or `features.<name>`: by which definition
 * it was derived, and whether from all of the user's events. It is not where the definition came after some of them, or
 * where a late event came before all that is kept; `rederived` makes it whole.
 */
export interface Derived {
  /** The hash of the definition. */
  readonly of: string;
  readonly complete: boolean;
  /** What it needs for the next event; absent where the profile has all of it. */
  readonly state?: unknown;
}

/** Key → what was derived. */
export type DerivedFacts = Readonly<Record<string, Derived>>;

export function eventKey(name: string): string {
  return `events.${name}`;
}

export function featureKey(name: string): string {
  return `features.${name}`;
}
