import { openPolicy } from '../pacing/policy.ts';
import type { ReleaseContent } from './release.ts';

type Templates = ReleaseContent['templates'];

/** A stored release, perhaps of before there were policies, or slots. */
export type OlderContent = Omit<ReleaseContent, 'policy' | keyof typeof lacking> &
  Partial<Pick<ReleaseContent, 'policy' | keyof typeof lacking>>;

/** What a release of before there was something does not hold. */
const lacking = { slots: {}, items: {} } satisfies Partial<ReleaseContent>;

/** What templates of such a release do not say. */
const untagged = { tags: [], priority: 0, repeatAfter: null };

/** The release with what it lacks, as it was when it was published: nothing was capped, and no hours were quiet. */
export function completed(stored: OlderContent): ReleaseContent {
  const content = { ...lacking, ...stored };
  if (content.policy !== undefined) return { ...content, policy: content.policy };
  const templates = Object.entries(content.templates).map(([name, template]) => [name, { ...untagged, ...template }]);
  return { ...content, templates: Object.fromEntries(templates) as Templates, policy: openPolicy };
}
