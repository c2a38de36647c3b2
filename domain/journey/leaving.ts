import { oncePer } from '../once.ts';
import { own } from '../own.ts';
import type { Profile } from '../profile/profile.ts';
import type { Condition } from '../condition/condition.ts';
import { conditionWords } from '../condition/words.ts';
import { reasonsOf } from '../condition/explain.ts';
import { holds } from '../condition/holds.ts';
import type { Facts } from '../profile/facts.ts';
import { durationWords } from '../time/duration.ts';
import type { Instant, Milliseconds } from '../time/instant.ts';
import type { Goal, LeaveRule, Program } from './program.ts';
import type { Await, Outcome, State } from './state.ts';

/** Why an enrolment ends before its steps do. */
export interface Ending {
  readonly outcome: Outcome;
  readonly because: readonly string[];
}

export interface Asked {
  readonly program: Program;
  readonly state: State;
  readonly facts: Facts;
  readonly now: Instant;
}

/** Whether the goal is reached, or else a leave rule holds, in that order; null to stay. */
export function ending({ program, state, facts, now }: Asked): Ending | null {
  if (program.goal !== null && isReached(program.goal, state.entry, facts.profile)) {
    return { outcome: 'converted', because: [`goal reached: ${program.goal.event}`] };
  }
  for (const rule of program.leave) {
    const because = leaves(rule, state, { facts, now });
    if (because !== null) return { outcome: 'left', because };
  }
  return null;
}

/** What can end the enrolment by an event or a fact; time alone is `leaveDue`. */
export function awaitedEndings(program: Program, state: State, now: Instant): readonly Await[] {
  const { goal } = program;
  const open = goal !== null && now <= state.entry + goal.within;
  const leaves = leavingOf(program).rules.map((rule): Await => {
    return { what: 'leave', condition: leaveCondition(rule, state) };
  });
  if (!open) return leaves;
  return [{ what: 'goal', condition: { kind: 'since', event: goal.event, since: state.entry } }, ...leaves];
}

/** The instant at which a leave rule holds by age alone, or null. */
export function leaveDue(program: Program, state: State): Instant | null {
  const { after } = leavingOf(program);
  return after === null ? null : state.entry + after;
}

/** A journey's leave rules told apart: those that a fact or an event fulfils, and the shortest time from entry. */
interface Leaving {
  readonly rules: readonly Exclude<LeaveRule, { kind: 'after' }>[];
  readonly after: Milliseconds | null;
}

const leavingOf = oncePer(({ leave }: Program): Leaving => {
  const afters = leave.filter((rule) => rule.kind === 'after').map(({ after }) => after);
  return {
    rules: leave.filter((rule) => rule.kind !== 'after'),
    after: afters.length === 0 ? null : Math.min(...afters),
  };
});

/** By the event's own timestamps, from entry to the end of `within`, both included. */
export function isReached(goal: Goal, entry: Instant, profile: Profile): boolean {
  const done = own(profile.events, goal.event);
  if (done === undefined || done.last < entry) return false;
  const last = entry + goal.within;
  return (done.first >= entry && done.first <= last) || done.recent.some((at) => at >= entry && at <= last);
}

function leaveCondition(rule: Exclude<LeaveRule, { kind: 'after' }>, state: State): Condition {
  return rule.kind === 'event' ? { kind: 'since', event: rule.on, since: state.entry } : rule.when;
}

function leaves(rule: LeaveRule, state: State, { facts, now }: Pick<Asked, 'facts' | 'now'>): readonly string[] | null {
  if (rule.kind === 'after') {
    return now >= state.entry + rule.after ? [`${durationWords(rule.after)} since entry`] : null;
  }
  const condition = leaveCondition(rule, state);
  if (!holds(condition, facts, now)) return null;
  return rule.kind === 'event' ? [conditionWords(condition)] : reasonsOf(condition, facts, now);
}
