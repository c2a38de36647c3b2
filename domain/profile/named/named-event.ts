import type { EventTest } from '../../journey/clause.ts';
import type { PropertyTest } from '../../journey/program.ts';
import type { Milliseconds } from '../../time/instant.ts';

/** An event of which the properties fit, or one that comes after another. */
interface Filter {
  readonly kind: 'event';
  /** The hash of the definition, that of what it comes after included. */
  readonly of: string;
  /** The name of an event as it is sent. */
  readonly on: string;
  readonly where: readonly (EventTest & PropertyTest)[];
  /** The event before it, as it is sent or named, and how long before at the most. */
  readonly sequence: { readonly after: string; readonly within: Milliseconds } | null;
}

/** A declared trait that was told to be another than it was. */
interface Change {
  readonly kind: 'change';
  readonly of: string;
  /** The trait's path. */
  readonly trait: string;
}

/** An event of `profile.yaml`, counted under its own name as events are under theirs. */
export type NamedEvent = Filter | Change;
export type FilterEvent = Filter;
export type ChangeEvent = Change;
