import { explainCondition } from '../condition/explain.ts';
import { holds } from '../condition/holds.ts';
import type { EnrolRule, Program } from '../journey/program.ts';
import type { UserEvent } from '../profile/event.ts';
import { durationWords } from '../time/duration.ts';
import { factsOf, type User } from './user.ts';
import type { Visit } from './visit.ts';

/** What an event means for somebody who is not in the journey: an entry, a refusal with its reason, or nothing. */
export type Door =
  | { readonly kind: 'enter'; readonly because: readonly string[] }
  | { readonly kind: 'refuse'; readonly because: readonly string[] }
  | { readonly kind: 'pass' };

/** Asks a journey's enrol rules, after the event was folded into the user. */
export function door(program: Program, user: User, event: UserEvent): Door {
  const rules = program.enrol.filter((rule) => rule.on === event.name);
  if (rules.length === 0) return { kind: 'pass' };
  const answers = rules.map((rule) => ask(rule, user, event));
  const entry = answers.find(({ enters }) => enters);
  if (entry === undefined) return { kind: 'refuse', because: answers.flatMap(({ because }) => because) };
  const refused = again(program, user.visits[program.journey], event);
  if (refused !== null) return { kind: 'refuse', because: [refused] };
  return { kind: 'enter', because: entry.because };
}

interface Answer {
  readonly enters: boolean;
  readonly because: readonly string[];
}

function ask(rule: EnrolRule, user: User, event: UserEvent): Answer {
  const times = user.profile.events[rule.on]?.count ?? 0;
  if (rule.first && times !== 1)
    return { enters: false, because: [`${rule.on} for the ${times}th time, needs the first`] };
  if (rule.when === null) return { enters: true, because: [rule.on] };
  const facts = factsOf(user);
  const enters = holds(rule.when, facts, event.receivedAt);
  return { enters, because: [rule.on, ...explainCondition(rule.when, facts, event.receivedAt).words] };
}

/** Why the user may not come in again, or null. */
function again(program: Program, visit: Visit | undefined, event: UserEvent): string | null {
  if (visit === undefined) return null;
  if (visit.status !== 'closed') return 'already in this journey';
  if (program.again.kind === 'always') return null;
  if (program.again.kind === 'never') return 'was in this journey before, again: never';
  const ago = event.receivedAt - (visit.endedAt ?? event.receivedAt);
  if (ago >= program.again.after) return null;
  return `last visit ended ${durationWords(ago)} ago, needs ${durationWords(program.again.after)}`;
}
