import { statSync } from 'node:fs';
import { compileWorkspace, type CompiledWorkspace } from '../authoring/compile-workspace.ts';
import { readFolder } from '../authoring/read-folder.ts';
import type { Files } from '../authoring/read/sources.ts';
import { compileScenarios } from '../authoring/scenario/compile-scenarios.ts';
import { UsherError } from '../domain/errors.ts';
import type { Release } from '../domain/release/release.ts';
import type { Scenario } from '../domain/scenario/scenario.ts';

/** A workspace with its scenarios, or everything that is wrong with either. */
export type CompiledFolder =
  | (Extract<CompiledWorkspace, { ok: true }> & { readonly scenarios: readonly Scenario[] })
  | Extract<CompiledWorkspace, { ok: false }>;

/**
 * Compiles a workspace folder with its scenarios.
 * @throws UsherError FILE_UNREADABLE where there is no such folder
 */
export async function compileWithScenarios(folder: string): Promise<CompiledFolder> {
  const { compiled, scenarios } = await compileBoth(folder);
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
  const { compiled, scenarios } = await compileBoth(folder);
  return scenarios.ok ? compiled : { ...compiled, warnings: [...compiled.warnings, ...scenarios.problems] };
}

interface Both {
  readonly compiled: CompiledWorkspace;
  readonly scenarios: ReturnType<typeof compileScenarios>;
}

/** Scenarios are read against a release; without one nothing can be said of them. */
async function compileBoth(folder: string): Promise<Both> {
  const files = await readWorkspace(folder);
  const compiled = await compileWorkspace(files);
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

/** What a release holds: "7f3a21b: 3 journeys, 6 segments, 9 templates". */
export function releaseWords({ id, content }: Release): string {
  const parts = { journey: content.journeys, segment: content.segments, template: content.templates };
  const counts = Object.entries(parts).map(([name, each]) => plural(Object.keys(each).length, name));
  return `${id.slice(0, 7)}: ${counts.join(', ')}`;
}

function plural(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
