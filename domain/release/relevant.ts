import { eventsOf, featuresOf } from '../condition/events.ts';
import type { Program } from '../journey/program.ts';
import { own } from '../own.ts';
import { eventsOfFeature } from '../profile/derivations.ts';
import { conditionsOf } from './conditions.ts';
import type { ReleaseContent } from './release.ts';

/**
 * The names of all events that some journey, segment or milestone of a release asks about, and of those that what they
 * ask about is derived from; of features that count whatever the user does, none. The rest changes no course.
 */
export function relevantEvents(content: ReleaseContent): ReadonlySet<string> {
  const conditions = conditionsOf(content);
  const features = conditions.flatMap(featuresOf).flatMap((name) => own(content.features, name) ?? []);
  const asked = [
    ...conditions.flatMap(eventsOf),
    ...features.flatMap(eventsOfFeature),
    ...Object.values(content.journeys).flatMap(namedBy),
    ...Object.values(content.milestones).map(({ event }) => event),
  ];
  return new Set(asked.flatMap((name) => withSources(name, content)));
}

/** An event of the workspace's own with those as they are sent that it is made of. */
function withSources(name: string, content: ReleaseContent): readonly string[] {
  const named = own(content.named, name);
  if (named === undefined) return [name];
  if (named.kind === 'change') return [name];
  const { on, sequence } = named;
  return [name, on, ...(sequence === null ? [] : withSources(sequence.after, content))];
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
