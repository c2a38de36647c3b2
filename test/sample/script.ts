import type { Received } from './events.ts';
import type { User } from './user.ts';

export const hour = 3_600_000;
export const day = 24 * hour;

/** Lets time pass until its condition holds, or until it is due. */
export interface Pause {
  readonly kind: 'pause';
  readonly until: (now: number) => boolean;
  /** As things are now: a date that changes moves it. */
  readonly due: (arrived: number) => number;
  /** What calls for a decision when it changes; null: nothing. */
  readonly watched: (() => unknown) | null;
}

export interface Template {
  readonly template: string;
  readonly channel: 'email' | 'in-app';
  readonly locales: readonly string[];
  readonly tag: 'trial' | 'onboarding' | 'team' | 'offer';
}

/** Sends the first that can go out. */
export interface Send {
  readonly kind: 'send';
  readonly step: string;
  readonly firstOf: readonly Template[];
  /** Looked at again whenever it was held; null: nothing speaks against it. */
  readonly when: (() => boolean) | null;
  /** How long it is held before it is skipped. */
  readonly heldAtMost: number;
}

/** What a journey does next; all but a pause takes no time. */
export type Effect =
  | Send
  | Pause
  /** A step that came too late. */
  | { readonly kind: 'skip'; readonly step: string }
  | { readonly kind: 'set'; readonly trait: string; readonly value: string }
  | { readonly kind: 'start'; readonly journey: string };

/** What the journey is told when it goes on: the instant, and whether the pause's condition held. */
export interface Answer {
  readonly now: number;
  readonly held: boolean;
}

/** A walk yields effects and returns the word of its end. */
export type Walk = Generator<Effect, string, Answer>;

/** How somebody has come in. */
export interface Entry {
  /** When the enrolling event happened, or another journey started this one: goal and leave count from here. */
  readonly at: number;
  /** When the first decision is taken. */
  readonly now: number;
  readonly properties: Received['properties'];
}

/** A segment, and the instants at which time alone may change who is in it. */
export interface Segment {
  readonly holds: (user: User, now: number) => boolean;
  readonly turns: (user: User) => readonly number[];
}

/** One of the example journeys, written down by hand. */
export interface Script {
  readonly journey: string;
  /** Whether this event, received just now, may enrol. */
  readonly enrols: (user: User, event: Received) => boolean;
  /** The segment by which one enters; absent where one does by events alone. */
  readonly segment?: Segment;
  /** The property that tells two visits at a time apart. */
  readonly per: string | null;
  /** How long after the last visit's end the user may enter again; null: never. */
  readonly again: number | null;
  /** At most one of a group is open at a time. */
  readonly exclusive: string | null;
  /** Share of those who would enter that is kept out. */
  readonly holdout: number;
  /** Null: there is none. */
  readonly goal: { readonly event: string; readonly within: number } | null;
  readonly left: (user: User, entry: number, now: number) => boolean;
  /** Instants at which time alone may make somebody leave. */
  readonly alarms: (user: User, entry: number) => readonly number[];
  readonly walk: (user: User, entry: Entry) => Walk;
}

/** Whether the goal was reached, by when that happened: from the entry on, both ends included. */
export function converted({ goal }: Script, user: User, entry: number): boolean {
  return goal !== null && user.did(goal.event).some((at) => at >= entry && at <= entry + goal.within);
}

export function mail(template: string, { tag, locales = ['en', 'pt'] }: Kind): Template {
  return { template, channel: 'email', locales, tag };
}
export function card(template: string, { tag }: Kind): Template {
  return { template, channel: 'in-app', locales: ['en', 'pt'], tag };
}
type Kind = Pick<Template, 'tag'> & Partial<Pick<Template, 'locales'>>;

export function firstOf(
  step: string,
  templates: readonly Template[],
  { when = null, heldAtMost = Infinity }: Partial<Pick<Send, 'when' | 'heldAtMost'>> = {},
): Effect {
  return { kind: 'send', step, firstOf: templates, when, heldAtMost };
}
export function send(template: string, kind: Kind, when?: () => boolean): Effect {
  return firstOf(template, [mail(template, kind)], { ...(when && { when }) });
}
export function wait(until: (now: number) => boolean, atMost: number): Effect {
  return { kind: 'pause', until, due: (arrived) => arrived + atMost, watched: null };
}
export function delay(duration: number): Effect {
  return wait(() => false, duration);
}
/** Until an instant that depends on when the walk came here, and on what is known of the user. */
export function delayUntil(due: (arrived: number) => number, watched: Pause['watched'] = null): Effect {
  return { kind: 'pause', until: () => false, due, watched };
}
