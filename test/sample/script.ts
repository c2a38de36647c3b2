import type { Received } from './events.ts';
import type { User } from './user.ts';

export const hour = 3_600_000;
export const day = 24 * hour;

/** What a journey does next: a send takes no time; a pause ends when its condition holds, or after `atMost`. */
export type Effect =
  | { readonly kind: 'send'; readonly template: string; readonly locales: readonly string[] }
  | { readonly kind: 'pause'; readonly until: (now: number) => boolean; readonly atMost: number };

/** What the journey is told when it goes on: the instant, and whether the pause's condition held. */
export interface Answer {
  readonly now: number;
  readonly held: boolean;
}

/** A walk yields effects and returns the word of its end. */
export type Walk = Generator<Effect, string, Answer>;

/** One of the two example journeys, written down by hand. */
export interface Script {
  readonly journey: string;
  /** Whether this event, received just now, may enrol. */
  readonly enrols: (user: User, event: Received) => boolean;
  /** How long after the last visit's end the user may enter again; null: never. */
  readonly again: number | null;
  readonly converted: (user: User, entry: number) => boolean;
  readonly left: (user: User, entry: number, now: number) => boolean;
  /** Instants at which time alone may make somebody leave. */
  readonly alarms: (user: User, entry: number) => readonly number[];
  readonly walk: (user: User) => Walk;
}

export function send(template: string, locales: readonly string[] = ['en', 'pt']): Effect {
  return {
    kind: 'send',
    template,
    locales,
  };
}
export function wait(until: (now: number) => boolean, atMost: number): Effect {
  return { kind: 'pause', until, atMost };
}
export function delay(duration: number): Effect {
  return wait(() => false, duration);
}
