import { eventsOf } from '../condition/events.ts';
import type { Program } from '../journey/program.ts';
import { conditionsOf } from './conditions.ts';
import type { ReleaseContent } from './release.ts';

/** The names of all events that some journey, segment or milestone of a release asks about: the rest changes no course. */
export function relevantEvents(content: ReleaseContent): ReadonlySet<string> {
  return new Set([
    ...conditionsOf(content).flatMap(eventsOf),
    ...Object.values(content.journeys).flatMap(namedBy),
    ...Object.values(content.milestones).map(({ event }) => event),
  ]);
}

/** What a journey names outside of its conditions. */
function namedBy({ enrol, goal, leave, steps }: Program): readonly string[] {
  const clauses = steps.flatMap((step) => (step.kind === 'wait' ? step.clauses : []));
  return [
    ...enrol.flatMap((rule) => (rule.kind === 'event' ? [rule.on] : [])),
    ...(goal === null ? [] : [goal.event]),
    ...leave.flatMap((rule) => (rule.kind === 'event' ? [rule.on] : [])),
    ...clauses.flatMap(({ for: awaited }) => (awaited.kind === 'event' ? [awaited.event] : [])),
  ];
}
