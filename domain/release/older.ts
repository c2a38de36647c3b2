import { openPolicy, type Policy } from '../pacing/policy.ts';
import type { ReleaseContent } from './release.ts';

type Templates = ReleaseContent['templates'];

/** A stored release, perhaps of before there were policies. */
export type OlderContent = Omit<ReleaseContent, 'policy'> & { readonly policy?: Policy };

/** What templates of such a release do not say. */
const untagged = { tags: [], priority: 0, repeatAfter: null };

/** The release with what it lacks, as it was when it was published: nothing was capped, and no hours were quiet. */
export function completed(content: OlderContent): ReleaseContent {
  if (content.policy !== undefined) return { ...content, policy: content.policy };
  const templates = Object.entries(content.templates).map(([name, template]) => [name, { ...untagged, ...template }]);
  return { ...content, templates: Object.fromEntries(templates) as Templates, policy: openPolicy };
}
