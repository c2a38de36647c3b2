import type { Program } from '../domain/journey/program.ts';
import type { Policy } from '../domain/pacing/policy.ts';
import type { Release, WorkspaceSettings } from '../domain/release/release.ts';
import type { Instant } from '../domain/time/instant.ts';
import { warnOfClosedDoors } from './journey/closed-doors.ts';
import { compileJourney } from './journey/compile-journey.ts';
import type { Names, Sendable } from './journey/compiler.ts';
import { refuseStartCycles } from './journey/start-cycle.ts';
import { compilePolicy, warnOfPolicy } from './policy/compile-policy.ts';
import { withoutConsequences } from './problem/consequences.ts';
import type { LocatedProblem } from './problem/located.ts';
import type { Cursor } from './read/cursor.ts';
import { createSources, type Files, type Sources } from './read/sources.ts';
import { createRelease } from './release/create-release.ts';
import { compileShelf, type CompiledShelf } from './slot/compile-shelf.ts';
import { warnOfContent } from './slot/content-warnings.ts';
import type { CompiledTemplate, Workspace } from './template/channel/compiler.ts';
import { compileTemplate } from './template/compile-template.ts';
import { readExperiments } from './workspace/experiments.ts';
import { type Layout, readLayout } from './workspace/layout.ts';
import { readSettings } from './workspace/settings.ts';
import { readVocabulary } from './workspace/vocabulary.ts';

/** A release, or everything that is wrong, in the order of its places. */
export type CompiledWorkspace =
  | { readonly ok: true; readonly release: Release; readonly warnings: readonly LocatedProblem[] }
  | { readonly ok: false; readonly problems: readonly LocatedProblem[]; readonly warnings: readonly LocatedProblem[] };

/**
 * Compiles the files of a workspace (path with `/` → text) into a release.
 * @param today as of when content is stale; null: nobody is warned of any. The release does not depend on it.
 */
export async function compileWorkspace(files: Files, today: Instant | null = null): Promise<CompiledWorkspace> {
  const sources = createSources(files);
  const layout = readLayout(sources);
  const settings = readSettings(sources.yaml('workspace.yaml'));
  const vocabulary = { ...readVocabulary(sources, settings.zone), slots: layout.slots };
  const workspace = { vocabulary, locale: settings.locale };
  const templates = await compileTemplates(sources, layout, workspace);
  const shelf = compileShelf(sources, layout, workspace);
  const experiments = readExperiments(sources.yaml('experiments.yaml'), vocabulary);
  const policy = compilePolicy(sources, layout);
  const all: Templates = new Map([...templates, ...shelf.templates]);
  const { named } = vocabulary.profile;
  const names = { vocabulary, named, templates: sendables(all), slots: shelf.shows, journeys: layout.journeys, tracking: policy.tracking }; // prettier-ignore
  const journeys = compileJourneys(sources, layout, names);
  const open = (journey: string): Cursor => sources.yaml(`${journey}/journey.yaml`);
  refuseStartCycles(journeys, open);
  warnOfClosedDoors(journeys, open);
  const problems = withoutConsequences(sources.problems(), sources.unreadable);
  if (problems.length > 0) return { ok: false, problems, warnings: sources.warnings() };
  warnOfUnused(sources, templates, journeys);
  warnOfContent(sources, shelf, { zone: settings.zone, today });
  warnOfPolicy(sources, policy, { templates: all, journeys, slots: shelf.slots });
  const release = createRelease(contentOf(settings, vocabulary, { templates: all, journeys, experiments, policy, shelf })); // prettier-ignore
  return { ok: true, release, warnings: sources.warnings() };
}

type Templates = ReadonlyMap<string, CompiledTemplate>;

async function compileTemplates(sources: Sources, layout: Layout, workspace: Workspace): Promise<Templates> {
  const compiled = [...layout.templates].map(async ([name, words]) => {
    return [name, await compileTemplate(sources, { name, words }, workspace)] as const;
  });
  return new Map(await Promise.all(compiled));
}

function sendables(templates: Templates): ReadonlyMap<string, Sendable> {
  const known = [...templates].map(([name, { template, variables }]) => {
    const { channel = null, repeatAfter = null } = template ?? {};
    return [name, { variables, channel, repeatAfter }] as const;
  });
  return new Map(known);
}

function compileJourneys(sources: Sources, { journeys }: Layout, names: Names): readonly Program[] {
  const readable = journeys.filter((folder) => !sources.unreadable(`${folder}/journey.yaml`));
  return readable
    .map((folder) => compileJourney(sources.yaml(`${folder}/journey.yaml`), folder, names))
    .filter((program) => program !== null);
}

interface Compiled {
  readonly templates: Templates;
  readonly journeys: readonly Program[];
  readonly experiments: Release['content']['experiments'];
  readonly policy: Policy;
  readonly shelf: Pick<CompiledShelf, 'slots' | 'items'>;
}

function contentOf(
  settings: WorkspaceSettings,
  { traits, milestones, segments, profile }: ReturnType<typeof readVocabulary>,
  { templates, journeys, experiments, policy, shelf }: Compiled,
): Release['content'] {
  const described = [...templates.values()].flatMap(({ template }) => template ?? []);
  return {
    format: 1,
    settings,
    traits,
    ...profile,
    milestones,
    segments,
    experiments,
    journeys: Object.fromEntries(journeys.map((program) => [program.journey, program])),
    templates: Object.fromEntries(described.map((template) => [template.name, template])),
    slots: shelf.slots,
    items: shelf.items,
    policy,
  };
}

function warnOfUnused(sources: Sources, templates: Templates, journeys: readonly Program[]): void {
  const sent = new Set(
    journeys.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'send' ? step.templates : []))),
  );
  for (const name of templates.keys()) {
    if (sent.has(name)) continue;
    sources.warn(`templates/${name}/template.yaml`, { code: 'TEMPLATE_UNUSED', message: `no journey sends "${name}"` });
  }
}
