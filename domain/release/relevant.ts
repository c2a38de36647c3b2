import type { Condition } from '../condition/condition.ts';
import { eventsOf } from '../condition/events.ts';
import type { Awaited, Program, Step } from '../journey/program.ts';
import type { ReleaseContent } from './release.ts';

/** The names of all events that some journey, segment or milestone of a release asks about: the rest changes no course. */
export function relevantEvents({ journeys, segments, milestones, experiments }: ReleaseContent): ReadonlySet<string> {
  return new Set([
    ...Object.values(journeys).flatMap(ofJourney),
    ...Object.values(segments).flatMap((segment) => [...eventsOf(segment)]),
    ...Object.values(experiments).flatMap(({ target }) => ofCondition(target)),
    ...Object.values(milestones).map(({ event }) => event),
  ]);
}

function ofJourney({ enrol, goal, leave, steps }: Program): readonly string[] {
  return [
    ...enrol.flatMap(({ on, when }) => [on, ...ofCondition(when)]),
    ...(goal === null ? [] : [goal.event]),
    ...leave.flatMap((rule) => {
      if (rule.kind === 'event') return [rule.on];
      return rule.kind === 'condition' ? ofCondition(rule.when) : [];
    }),
    ...steps.flatMap(ofStep),
  ];
}

function ofStep(step: Step): readonly string[] {
  return [...ofCondition(step.when), ...ofKind(step)];
}

function ofKind(step: Step): readonly string[] {
  if (step.kind === 'wait') return step.clauses.flatMap((clause) => ofAwaited(clause.for));
  if (step.kind === 'repeat') return ofCondition(step.until);
  return step.kind === 'branch' ? step.cases.flatMap(({ when }) => ofCondition(when)) : [];
}

function ofAwaited(awaited: Awaited): readonly string[] {
  return awaited.kind === 'event' ? [awaited.event] : ofCondition(awaited.condition);
}

function ofCondition(condition: Condition | null): readonly string[] {
  return condition === null ? [] : [...eventsOf(condition)];
}
