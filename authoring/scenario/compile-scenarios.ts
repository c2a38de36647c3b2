import type { Release } from '../../domain/release/release.ts';
import type { Scenario } from '../../domain/scenario/scenario.ts';
import type { LocatedProblem } from '../problem/located.ts';
import type { Cursor } from '../read/cursor.ts';
import { found } from '../read/found.ts';
import { createSources, type Files } from '../read/sources.ts';
import { readScenario } from './read-scenario.ts';

/** The scenarios of a workspace by journey and place, or everything that is wrong with them. */
export type CompiledScenarios =
  | { readonly ok: true; readonly scenarios: readonly Scenario[] }
  | { readonly ok: false; readonly problems: readonly LocatedProblem[] };

/** More than anyone reads the results of; every one is compared with every other one's name. */
const most = 1_000;

/** Reads the `scenarios.yaml` of every journey against the release that the same files have become. */
export function compileScenarios(files: Files, release: Release): CompiledScenarios {
  const sources = createSources(files);
  const journeys = Object.keys(release.content.journeys).sort();
  const scenarios = journeys.flatMap((journey) => {
    const file = `${journey}/scenarios.yaml`;
    return sources.unreadable(file) ? [] : readFile(sources.yaml(file), journey, release);
  });
  const problems = sources.problems();
  return problems.length > 0 ? { ok: false, problems } : { ok: true, scenarios };
}

function readFile(cursor: Cursor, journey: string, release: Release): readonly Scenario[] {
  if (cursor.value === undefined || cursor.value === null) return [];
  if (!Array.isArray(cursor.value)) {
    cursor.refuse('VALUE_INVALID', `found ${found(cursor.value)}, expected a list of scenarios`);
    return [];
  }
  const items = cursor.items();
  if (items.length > most) cursor.refuse('FILE_TOO_LARGE', `found ${items.length} scenarios, expected at most ${most}`);
  refuseSameNames(items);
  return items.slice(0, most).flatMap((item) => readScenario(item, journey, release) ?? []);
}

function refuseSameNames(items: readonly Cursor[]): void {
  const names = new Set<unknown>();
  for (const cursor of items.map((item) => item.at('scenario'))) {
    const name = cursor.value;
    if (typeof name === 'string' && names.has(name)) {
      cursor.refuse('VALUE_INVALID', `another scenario is called "${name}" too`);
    }
    names.add(name);
  }
}
