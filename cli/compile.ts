import { statSync } from 'node:fs';
import { compileWorkspace, type CompiledWorkspace } from '../authoring/compile-workspace.ts';
import { readFolder } from '../authoring/read-folder.ts';
import type { Files } from '../authoring/read/sources.ts';
import { compileScenarios } from '../authoring/scenario/compile-scenarios.ts';
import { UsherError } from '../domain/errors.ts';
import type { Release } from '../domain/release/release.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Scenario } from '../domain/scenario/scenario.ts';

/** A workspace with its scenarios, or everything that is wrong with either. */
export type CompiledFolder =
  | (Extract<CompiledWorkspace, { ok: true }> & { readonly scenarios: readonly Scenario[] })
  | Extract<CompiledWorkspace, { ok: false }>;

/**
 * Compiles a workspace folder with its scenarios.
 * @param today as of when content is stale; null: nobody is warned of any
 * @throws UsherError FILE_UNREADABLE where there is no such folder
 */
export async function compileWithScenarios(folder: string, today: Instant | null = null): Promise<CompiledFolder> {
  const { compiled, scenarios } = await compileBoth(folder, today);
  if (!compiled.ok) return compiled;
  const { warnings } = compiled;
  return scenarios.ok
    ? { ...compiled, scenarios: scenarios.scenarios }
    : { ok: false, problems: scenarios.problems, warnings };
}

/**
 * Compiles a workspace folder into what is published. Scenarios are no part of that: what is wrong with them is a warning.
 * @throws UsherError FILE_UNREADABLE where there is no such folder
 */
export async function compileFolder(folder: string): Promise<CompiledWorkspace> {
  const { compiled, scenarios } = await compileBoth(folder, null);
  return scenarios.ok ? compiled : { ...compiled, warnings: [...compiled.warnings, ...scenarios.problems] };
}

interface Both {
  readonly compiled: CompiledWorkspace;
  readonly scenarios: ReturnType<typeof compileScenarios>;
}

/** Scenarios are read against a release; without one nothing can be said of them. */
async function compileBoth(folder: string, today: Instant | null): Promise<Both> {
  const files = await readWorkspace(folder);
  const compiled = await compileWorkspace(files, today);
  const scenarios = compiled.ok ? compileScenarios(files, compiled.release) : { ok: true as const, scenarios: [] };
  return { compiled, scenarios };
}

/** The files of a workspace folder. @throws UsherError FILE_UNREADABLE where there is no such folder */
async function readWorkspace(folder: string): Promise<Files> {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return readFolder(folder);
  throw new UsherError(
    'FILE_UNREADABLE',
    `${folder} is ${found === undefined ? 'not there' : 'a file'}; expected a workspace folder`,
  );
}

/** What a release holds: `7f3a21b: 3 journeys, 6 segments, 9 templates`; with what people call it, where that is given. */
export function releaseWords({ id, content }: Release, title?: string): string {
  const items = Object.values(content.items).map(({ template }) => template);
  const templates = Object.keys(content.templates).filter((name) => !items.includes(name));
  const slots = Object.keys(content.slots);
  const parts = {
    journey: Object.keys(content.journeys),
    segment: Object.keys(content.segments),
    ...(slots.length > 0 && { slot: slots }),
    template: templates,
  };
  const counts = Object.entries(parts).map(([name, each]) => plural(each.length, name));
  return `${id.slice(0, 7)}${title === undefined ? '' : ` "${title}"`}: ${counts.join(', ')}`;
}

function plural(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
