import type { Program } from '../../domain/journey/program.ts';
import { openPolicy, type Policy } from '../../domain/pacing/policy.ts';
import { templatesSentBy } from '../../domain/slot/sent-by.ts';
import { templateOf, type Slot } from '../../domain/slot/slot.ts';
import type { Template } from '../../domain/template/template.ts';
import type { Sources } from '../read/sources.ts';
import type { Layout } from '../workspace/layout.ts';
import { warnOfIdleCaps } from './idle-caps.ts';
import { readPolicy } from './read-policy.ts';
import { warnOfTooMany } from './too-many.ts';
import { warnOfUnlisted } from './unlisted.ts';

const file = 'policy.yaml';

/** Of a policy that could not be read: what waits for clicks shall not be warned of as well. */
const unknown: Policy = { ...openPolicy, tracking: { opens: true, clicks: true } };

/** Compiles `policy.yaml`; without one there is the open policy. What is wrong was reported. */
export function compilePolicy(sources: Sources, { journeys, templates, content }: Layout): Policy {
  if (sources.unreadable(file)) return unknown;
  const paths = [...[...templates.keys()].map(pathOf), ...content.map((item) => pathOf(templateOf(item)))];
  const known = !paths.some((path) => sources.unreadable(path));
  const described = paths.map((path) => sources.yaml(path));
  const tags = described.flatMap((template) => template.at('tags').items());
  const categories = described.map((template) => template.at('category'));
  const names = [tags, categories].map((cursors) =>
    known ? [...new Set(cursors.map(({ value }) => String(value)))] : null,
  );
  return readPolicy(sources.yaml(file), { journeys, tags: names[0] ?? null, categories: names[1] ?? null }) ?? unknown;
}

interface Compiled {
  readonly templates: ReadonlyMap<string, { readonly template: Template | null }>;
  readonly journeys: readonly Program[];
  readonly slots: Readonly<Record<string, Slot>>;
}

/** Warns of what only shows where the policy, the templates and the journeys are known. */
export function warnOfPolicy(sources: Sources, policy: Policy, { templates, journeys, slots }: Compiled): void {
  const sendings = journeys.flatMap(({ journey, steps }) => {
    const names = steps.flatMap((step) => templatesSentBy(step, slots));
    return names.flatMap((name) => templates.get(name)?.template ?? []).map((template) => ({ journey, template }));
  });
  const caps = sources.yaml(file).at('caps');
  warnOfIdleCaps(caps, policy, sendings);
  warnOfTooMany(caps, policy);
  const described = [...templates.values()].flatMap(({ template }) => template ?? []);
  warnOfUnlisted(policy, described, (name) => sources.yaml(pathOf(name)));
}

/** Where a template is described: an item of content in its own file. */
function pathOf(template: string): string {
  return template.startsWith(templateOf('')) ? `${template}.yaml` : `templates/${template}/template.yaml`;
}
