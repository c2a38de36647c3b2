import { reasonsOf } from '../condition/explain.ts';
import { holds } from '../condition/holds.ts';
import { timesWords } from '../condition/value-words.ts';
import type { EnrolRule, EventRule, Program } from '../journey/program.ts';
import { own } from '../own.ts';
import type { UserEvent } from '../profile/event.ts';
import { enteredBy } from '../segment/entered.ts';
import { factsOf, type User } from './user.ts';

/** What an event means by a journey's enrol rules: a way in or a refusal, with its reason. */
export interface Door {
  readonly kind: 'open' | 'closed';
  readonly because: readonly string[];
}

/** Asks the enrol rules of a journey that speak of an event, after the event was folded into the user. */
export function door(program: Program, user: User, event: UserEvent): Door {
  const segment = enteredBy(event);
  const rules = program.enrol.filter((rule) =>
    rule.kind === 'event' ? rule.on === event.name : rule.segment === segment,
  );
  const answers = rules.map((rule) => ask(rule, user, event));
  const entry = answers.find(({ enters }) => enters);
  if (entry === undefined) return { kind: 'closed', because: answers.flatMap(({ because }) => because) };
  return { kind: 'open', because: entry.because };
}

interface Answer {
  readonly enters: boolean;
  readonly because: readonly string[];
}

function ask(rule: EnrolRule, user: User, event: UserEvent): Answer {
  const tooOften = rule.kind === 'event' ? notTheFirst(rule, user) : null;
  if (tooOften !== null) return { enters: false, because: [tooOften] };
  const facts = factsOf(user);
  const now = event.receivedAt;
  const way = rule.kind === 'event' ? [rule.on] : [wayInto(rule.segment), ...reasonsOf(rule.condition, facts, now)];
  if (rule.when === null) return { enters: true, because: way };
  return { enters: holds(rule.when, facts, now), because: [...way, ...reasonsOf(rule.when, facts, now)] };
}

/** How the reasons of an entry by a segment begin. */
export function wayInto(segment: string): string {
  return `entered segment ${segment}`;
}

function notTheFirst({ on, first }: EventRule, user: User): string | null {
  const times = own(user.profile.events, on)?.count ?? 0;
  return first && times !== 1 ? `${on} done ${timesWords(times)}, only the first enrols` : null;
}
