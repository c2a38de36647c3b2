import type { Answer, Effect, Script, Walk } from './script.ts';
import type { User } from './user.ts';

/** A message that went out. A template is sent at most once in a visit, so the step's id is the template's name. */
export interface Nudge {
  readonly user: string;
  readonly journey: string;
  readonly step: string;
  readonly template: string;
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
  /** When the enrolling event happened: goal and leave count from here. */
  readonly entry: number;
  readonly walk: Walk;
  effect: IteratorResult<Effect, string>;
  /** When the walk came to its effect. */
  arrived: number;
  /** When the last decision was taken. */
  decided: number;
  outcome: Outcome | null;
  readonly nudges: Nudge[];
  /** Templates not sent for want of an address. */
  readonly skipped: string[];
}

/** Enters at `now` and takes the first decision. */
export function enrol(user: User, script: Script, times: { readonly entry: number; readonly now: number }): Enrolment {
  const walk = script.walk(user);
  const { entry, now } = times;
  const effect = walk.next();
  const enrolment: Enrolment = {
    user, script, entry, walk, effect, arrived: now, decided: now, outcome: null, nudges: [], skipped: [],
  }; // prettier-ignore
  decide(enrolment, now);
  return enrolment;
}

function end(enrolment: Enrolment, status: Outcome['status'], ended: { outcome: string; at: number }): void {
  enrolment.outcome = { user: enrolment.user.id, journey: enrolment.script.journey, status, ...ended };
}

function deliver(enrolment: Enrolment, template: string, locale: string): void {
  const { user, script, decided: at, nudges, skipped } = enrolment;
  if (user.trait('email') === undefined) skipped.push(template);
  else nudges.push({ user: user.id, journey: script.journey, step: template, template, locale, at });
}

/** What the current effect answers at `now`; null while it goes on. */
function answerOf({ effect, arrived }: Enrolment, now: number): Answer | null {
  if (effect.done === true) return null;
  if (effect.value.kind === 'send') return { now, held: false };
  if (effect.value.until(now)) return { now, held: true };
  return now >= arrived + effect.value.atMost ? { now, held: false } : null;
}

/** Goal, then leave, then the step; and so again for every step of the same instant. */
export function decide(enrolment: Enrolment, now: number): void {
  const { user, script, entry, walk } = enrolment;
  enrolment.decided = now;
  while (enrolment.outcome === null) {
    if (script.converted(user, entry)) return end(enrolment, 'converted', { outcome: 'converted', at: now });
    if (script.left(user, entry, now)) return end(enrolment, 'left', { outcome: 'left', at: now });
    const { effect } = enrolment;
    if (effect.done === true) return end(enrolment, 'finished', { outcome: effect.value, at: now });
    const answer = answerOf(enrolment, now);
    if (answer === null) return;
    if (effect.value.kind === 'send') {
      deliver(enrolment, effect.value.template, user.language(effect.value.locales));
    }
    enrolment.effect = walk.next(answer);
    enrolment.arrived = now;
  }
}

/** Whether anything that is awaited holds: what an event must make true to wake the journey. */
export function holds({ user, script, entry, effect }: Enrolment, now: number): boolean {
  if (script.converted(user, entry) || script.left(user, entry, now)) return true;
  return effect.done !== true && effect.value.kind === 'pause' && effect.value.until(now);
}

/** The next instant at which time alone calls for a decision. */
function nextAlarm({ user, script, entry, effect, arrived, decided }: Enrolment): number {
  const deadline = effect.done !== true && effect.value.kind === 'pause' ? [arrived + effect.value.atMost] : [];
  return Math.min(...[...deadline, ...script.alarms(user, entry)].filter((at) => at > decided));
}

/** Takes the decisions that fall due up to and including `until`, each at its own instant. */
export function advanceTo(enrolment: Enrolment, until: number): void {
  while (enrolment.outcome === null) {
    const alarm = nextAlarm(enrolment);
    if (alarm > until) return;
    decide(enrolment, alarm);
  }
}
