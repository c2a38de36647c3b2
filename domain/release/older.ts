import type { EventRule, Program } from '../journey/program.ts';
import { openPolicy } from '../pacing/policy.ts';
import type { ReleaseContent } from './release.ts';

type Templates = ReleaseContent['templates'];
type Journeys = ReleaseContent['journeys'];

/** What a release of before there was something does not hold. */
const lacking = { context: {}, named: {}, features: {}, slots: {}, items: {} } satisfies Partial<ReleaseContent>;

/** What releases lack that are older than it. */
type Later = 'policy' | keyof typeof lacking;

/** A stored release, perhaps of before there were policies, named events and features, or slots. */
export type OlderContent = Omit<ReleaseContent, Later> & Partial<Pick<ReleaseContent, Later>>;

/** What templates of such a release do not say. */
const untagged = { tags: [], priority: 0, repeatAfter: null };

/** The release with what it lacks, as it was when it was published: nothing was capped, and no hours were quiet. */
export function completed(content: OlderContent): ReleaseContent {
  const whole = { ...lacking, ...content, journeys: withKinds(content.journeys) };
  if (content.policy !== undefined) return { ...whole, policy: content.policy };
  const templates = Object.entries(content.templates).map(([name, template]) => [name, { ...untagged, ...template }]);
  return { ...whole, templates: Object.fromEntries(templates) as Templates, policy: openPolicy };
}

/** Ways in that do not say what they are: events, as all were. */
function withKinds(journeys: Journeys): Journeys {
  const known = Object.entries(journeys).map(([name, program]): [string, Program] => {
    const enrol = program.enrol.map((rule) => ({ kind: 'event', ...(rule as Omit<EventRule, 'kind'>) }) as const);
    return [name, { ...program, enrol }];
  });
  return Object.fromEntries(known);
}
