import type { Condition } from '../../domain/condition/condition.ts';
import type {
  BranchCase, BranchStep, DelayRule, DelayStep, ExitStep, ExperimentStep, PropertyTest, RepeatStep, SendStep, SetStep,
  StartStep, WaitClause, WaitStep,
} from '../../domain/journey/program.ts'; // prettier-ignore
import { durationWords } from '../../domain/time/duration.ts';
import { day } from '../../domain/time/instant.ts';

/** Steps to test with: everything that is not said is as plain as it can be, and the journey ends after them. */
const base = { next: -1, when: null };

export function send(template: string, rest: Partial<SendStep> = {}): SendStep {
  return { kind: 'send', id: template, templates: [template], hold: null, ...base, ...rest };
}

export function delay(duration = day, rest: Partial<DelayStep> = {}): DelayStep {
  return delayBy({ kind: 'duration', duration }, { words: durationWords(duration), ...rest });
}

export function delayBy(rule: DelayRule, rest: Partial<DelayStep> = {}): DelayStep {
  return { kind: 'delay', id: 'pause', rule, words: rule.kind, ...base, ...rest };
}

/** Waits for one condition. */
export function waitFor(condition: Condition, words: string, rest: Partial<WaitStep> = {}): WaitStep {
  const clause: WaitClause = { id: 'for', words, for: { kind: 'condition', condition }, to: -1 };
  return waitAny([clause], { mode: 'for', ...rest });
}

export function waitAny(clauses: readonly WaitClause[], rest: Partial<WaitStep> = {}): WaitStep {
  const ends = { done: -1, timeout: -1 };
  return { kind: 'wait', id: 'wait', mode: 'any', clauses, atMost: 3 * day, since: 'step', as: null, ...ends, ...base, ...rest }; // prettier-ignore
}

/** A clause that waits for an event. */
export function on(event: string, rest: Partial<WaitClause> = {}, where: readonly PropertyTest[] = []): WaitClause {
  return { id: event, words: event, for: { kind: 'event', event, where }, to: -1, ...rest };
}

export function branch(cases: readonly BranchCase[], rest: Partial<BranchStep> = {}): BranchStep {
  return { kind: 'branch', id: 'branch', cases, ...base, ...rest };
}

export function experiment(arms: Readonly<Record<string, number>>, rest: Partial<ExperimentStep> = {}): ExperimentStep {
  const list = Object.entries(arms).map(([arm, to]) => ({ arm, to }));
  return { kind: 'experiment', id: 'tour', experiment: 'tour', arms: list, ...base, ...rest };
}

export function repeat(rest: Partial<RepeatStep>): RepeatStep {
  return { kind: 'repeat', id: 'repeat', upTo: 3, every: day, until: null, body: -1, ...base, ...rest };
}

export function set(traits: SetStep['traits'], rest: Partial<SetStep> = {}): SetStep {
  return { kind: 'set', id: 'set', traits, ...base, ...rest };
}

export function start(journey: string, rest: Partial<StartStep> = {}): StartStep {
  return { kind: 'start', id: `start-${journey}`, journey, ...base, ...rest };
}

export function exit(outcome: string): ExitStep {
  return { kind: 'exit', id: 'exit', outcome, ...base };
}
