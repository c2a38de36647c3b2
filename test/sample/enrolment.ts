import { converted, type Answer, type Effect, type Entry, type Script, type Send, type Walk } from './script.ts';
import { admit, noteSent, type Mailbox, type Reason, type Verdict } from './pacing.ts';
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
  /** Steps not sent: for want of an address, because they came too late or were held too long, or the user said no. */
  readonly skipped: string[];
  /** What held a nudge back, every time it was. */
  readonly held: Reason[];
  /** The user's, whatever journey it is of. */
  readonly mailbox: Mailbox;
  /** Lets the user into another journey. */
  readonly start: (journey: string, now: number) => void;
}

/** Enters at `entry.now` and takes the first decision. */
export function enrol(
  user: User,
  script: Script,
  { entry, key, mailbox, start }: Pick<Enrolment, 'entry' | 'key' | 'mailbox' | 'start'>,
): Enrolment {
  const walk = script.walk(user, entry);
  const { now } = entry;
  const decided = { at: now, due: now, seen: undefined };
  const enrolment: Enrolment = {
    user, script, entry, key, walk, effect: walk.next(), arrived: now, decided, outcome: null, nudges: [], skipped: [], held: [], mailbox, start,
  }; // prettier-ignore
  decide(enrolment, now);
  return enrolment;
}

function end(enrolment: Enrolment, status: Outcome['status'], ended: { outcome: string; at: number }): void {
  enrolment.mailbox.claims.delete(enrolment);
  enrolment.outcome = { user: enrolment.user.id, journey: enrolment.script.journey, status, ...ended };
}

type Held = Extract<Verdict, { kind: 'hold' }>;

/** Sends the first template that may go out now; where one may later, the nudge is held until then: the answer. */
function deliver(enrolment: Enrolment, { step, firstOf, when, heldAtMost }: Send, now: number): number | null {
  const { user, script, nudges, skipped, mailbox, held } = enrolment;
  mailbox.claims.delete(enrolment);
  if (when !== null && !when()) return null;
  const asked = firstOf.map((template) => ({ user, mailbox, template, now }));
  const chosen = asked.find((asking) => admit(asking).kind === 'go');
  if (chosen !== undefined) {
    const { template, channel, locales } = chosen.template;
    noteSent(chosen);
    const locale = user.language(locales);
    nudges.push({ user: user.id, journey: script.journey, step, template, channel, locale, at: now });
    return null;
  }
  const holds = asked.map(admit).filter((verdict): verdict is Held => verdict.kind === 'hold');
  const limit = enrolment.arrived + heldAtMost;
  const [first] = holds;
  if (first === undefined || now >= limit) {
    skipped.push(step);
    return null;
  }
  const soonest = holds.reduce((soon, each) => (each.until < soon.until ? each : soon));
  held.push(first.because);
  mailbox.claims.set(enrolment, soonest.claim);
  return Math.min(soonest.until, limit);
}

/** Does what takes no time. */
function perform(enrolment: Enrolment, effect: Effect, now: number): void {
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
    const until = effect.value.kind === 'send' ? deliver(enrolment, effect.value, now) : null;
    if (until !== null) return void (enrolment.decided = { at: now, due: until, seen: undefined });
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
export function nextAlarm({ user, script, entry, decided }: Enrolment): number {
  return Math.min(...[decided.due, ...script.alarms(user, entry.at)].filter((at) => at > decided.at));
}
