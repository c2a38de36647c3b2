import { converted, type Answer, type Effect, type Entry, type Script, type Send, type Walk } from './script.ts';
import type { User } from './user.ts';

/** A message that went out. */
export interface Nudge {
  readonly user: string;
  readonly journey: string;
  readonly step: string;
  readonly template: string;
  readonly channel: 'email' | 'in-app';
  readonly locale: string;
  readonly at: number;
}

export interface Outcome {
  readonly user: string;
  readonly journey: string;
  readonly status: 'converted' | 'finished' | 'left';
  /** The status, or the word of the `exit` that ended it. */
  readonly outcome: string;
  readonly at: number;
}

/** One visit of one user to one journey, as a coroutine that is at an effect until a decision moves it on. */
export interface Enrolment {
  readonly user: User;
  readonly script: Script;
  readonly entry: Entry;
  /** The value of the property that tells it from the user's others; null where there is one only. */
  readonly key: string | null;
  readonly walk: Walk;
  effect: IteratorResult<Effect, string>;
  /** When the walk came to its effect. */
  arrived: number;
  /** When the last decision was taken, until when it lasts, and what it had seen of what is watched. */
  decided: { readonly at: number; readonly due: number; readonly seen: unknown };
  outcome: Outcome | null;
  readonly nudges: Nudge[];
  /** Steps not sent: for want of an address, or because they came too late. */
  readonly skipped: string[];
  /** Lets the user into another journey. */
  readonly start: (journey: string, now: number) => void;
}

/** Enters at `entry.now` and takes the first decision. */
export function enrol(
  user: User,
  script: Script,
  { entry, key, start }: Pick<Enrolment, 'entry' | 'key' | 'start'>,
): Enrolment {
  const walk = script.walk(user, entry);
  const { now } = entry;
  const decided = { at: now, due: now, seen: undefined };
  const enrolment: Enrolment = {
    user, script, entry, key, walk, effect: walk.next(), arrived: now, decided, outcome: null, nudges: [], skipped: [], start,
  }; // prettier-ignore
  decide(enrolment, now);
  return enrolment;
}

function end(enrolment: Enrolment, status: Outcome['status'], ended: { outcome: string; at: number }): void {
  enrolment.outcome = { user: enrolment.user.id, journey: enrolment.script.journey, status, ...ended };
}

/** Only a mail needs an address. */
function deliver({ user, script, nudges, skipped }: Enrolment, { step, firstOf }: Send, at: number): void {
  const chosen = firstOf.find(({ channel }) => channel === 'in-app' || user.trait('email') !== undefined);
  if (chosen === undefined) return void skipped.push(step);
  const { template, channel, locales } = chosen;
  const { journey } = script;
  nudges.push({ user: user.id, journey, step, template, channel, locale: user.language(locales), at });
}

/** Does what takes no time. */
function perform(enrolment: Enrolment, effect: Effect, now: number): void {
  if (effect.kind === 'send') deliver(enrolment, effect, now);
  if (effect.kind === 'skip') enrolment.skipped.push(effect.step);
  if (effect.kind === 'set') enrolment.user.learn({ [effect.trait]: effect.value }, now);
  if (effect.kind === 'start') enrolment.start(effect.journey, now);
}

/** What the current effect answers at `now`; null while it goes on. */
function answerOf(effect: Effect, arrived: number, now: number): Answer | null {
  if (effect.kind !== 'pause') return { now, held: false };
  if (effect.until(now)) return { now, held: true };
  return now >= effect.due(arrived) ? { now, held: false } : null;
}

/** Goal, then leave, then the step; and so again for every step of the same instant. */
export function decide(enrolment: Enrolment, now: number): void {
  const { user, script, entry, walk } = enrolment;
  while (enrolment.outcome === null) {
    if (converted(script, user, entry.at)) return end(enrolment, 'converted', { outcome: 'converted', at: now });
    if (script.left(user, entry.at, now)) return end(enrolment, 'left', { outcome: 'left', at: now });
    const { effect, arrived } = enrolment;
    if (effect.done === true) return end(enrolment, 'finished', { outcome: effect.value, at: now });
    const answer = answerOf(effect.value, arrived, now);
    if (answer === null) return rest(enrolment, effect.value, now);
    perform(enrolment, effect.value, now);
    enrolment.effect = walk.next(answer);
    enrolment.arrived = now;
  }
}

function rest(enrolment: Enrolment, effect: Effect, now: number): void {
  if (effect.kind !== 'pause') return;
  enrolment.decided = { at: now, due: effect.due(enrolment.arrived), seen: effect.watched?.() };
}

/** Whether anything that is awaited holds: what an event must make true to wake the journey. */
export function holds({ user, script, entry, effect, decided }: Enrolment, now: number): boolean {
  if (converted(script, user, entry.at) || script.left(user, entry.at, now)) return true;
  if (effect.done === true || effect.value.kind !== 'pause') return false;
  return effect.value.until(now) || effect.value.watched?.() !== decided.seen;
}

/** The next instant at which time alone calls for a decision. */
function nextAlarm({ user, script, entry, decided }: Enrolment): number {
  return Math.min(...[decided.due, ...script.alarms(user, entry.at)].filter((at) => at > decided.at));
}

/** Takes the decisions that fall due up to and including `until`, each at its own instant. */
export function advanceTo(enrolment: Enrolment, until: number): void {
  while (enrolment.outcome === null) {
    const alarm = nextAlarm(enrolment);
    if (alarm > until) return;
    decide(enrolment, alarm);
  }
}
