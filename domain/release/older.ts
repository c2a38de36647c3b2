import { openPolicy } from '../pacing/policy.ts';
import type { ReleaseContent } from './release.ts';

type Templates = ReleaseContent['templates'];

/** What releases lack that are older than it. */
type Later = 'policy' | 'context' | 'named' | 'features';

/** A stored release, perhaps of before there were policies, or named events and features. */
export type OlderContent = Omit<ReleaseContent, Later> & Partial<Pick<ReleaseContent, Later>>;

/** Nothing was derived. */
const underived = { context: {}, named: {}, features: {} };

/** What templates of such a release do not say. */
const untagged = { tags: [], priority: 0, repeatAfter: null };

/** The release with what it lacks, as it was when it was published: nothing was capped, and no hours were quiet. */
export function completed(content: OlderContent): ReleaseContent {
  const whole = { ...underived, ...content };
  if (content.policy !== undefined) return { ...whole, policy: content.policy };
  const templates = Object.entries(content.templates).map(([name, template]) => [name, { ...untagged, ...template }]);
  return { ...whole, templates: Object.fromEntries(templates) as Templates, policy: openPolicy };
}
