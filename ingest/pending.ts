import type { UserEvent } from '../domain/profile/event.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Joining } from './join.ts';

/** An event on its way into its user's document. `storedAt` is null for one that this process did not store itself. */
export interface Pending {
  readonly event: UserEvent;
  readonly storedAt: Instant | null;
}

/** A user of whom an event says that they are this one, and what came of that. */
export interface Joiner {
  readonly user: string;
  readonly joining: Joining;
}
