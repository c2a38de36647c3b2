import { reasonsOf } from '../condition/explain.ts';
import { holds } from '../condition/holds.ts';
import { timesWords } from '../condition/value-words.ts';
import type { EnrolRule, Program } from '../journey/program.ts';
import { own } from '../own.ts';
import type { UserEvent } from '../profile/event.ts';
import { factsOf, type User } from './user.ts';

/** What an event means by a journey's enrol rules: a way in or a refusal, with its reason. */
export interface Door {
  readonly kind: 'open' | 'closed';
  readonly because: readonly string[];
}

/** Asks the enrol rules of a journey that speak of an event, after the event was folded into the user. */
export function door(program: Program, user: User, event: UserEvent): Door {
  const rules = program.enrol.filter((rule) => rule.on === event.name);
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
  const times = own(user.profile.events, rule.on)?.count ?? 0;
  if (rule.first && times !== 1) {
    return { enters: false, because: [`${rule.on} done ${timesWords(times)}, only the first enrols`] };
  }
  if (rule.when === null) return { enters: true, because: [rule.on] };
  const facts = factsOf(user);
  const enters = holds(rule.when, facts, event.receivedAt);
  return { enters, because: [rule.on, ...reasonsOf(rule.when, facts, event.receivedAt)] };
}
