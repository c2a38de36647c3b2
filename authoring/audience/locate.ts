import type { Finding } from '../../domain/audience/findings.ts';
import type { RulePlace } from '../../domain/audience/rules.ts';
import type { LocatedProblem } from '../problem/located.ts';
import { isMapping, type Cursor } from '../read/cursor.ts';
import { createSources, type Files } from '../read/sources.ts';

/** What was found about the rules of a workspace, each at its place in the files. */
export function locateFindings(files: Files, findings: readonly Finding[]): readonly LocatedProblem[] {
  const sources = createSources(files);
  for (const { code, place, message } of findings)
    cursorAt(place, (path) => sources.yaml(path)).warn(code, message, 'key');
  return sources.warnings();
}

function cursorAt(place: RulePlace, open: (path: string) => Cursor): Cursor {
  if (place.kind === 'slot') return open(`slots/${place.slot}.yaml`).at('rules', place.index);
  const journey = open(`${place.journey}/journey.yaml`);
  if (place.kind === 'enrol') return journey.at('enrol', place.index);
  const steps = journey.at('steps');
  return branchIn(steps, place.step)?.at('branch', place.index) ?? steps;
}

/** The branch of an id, wherever among the steps it stands. */
function branchIn(cursor: Cursor, id: string): Cursor | undefined {
  const { value } = cursor;
  if (isMapping(value) && value.branch !== undefined && (value.id ?? 'branch') === id) return cursor;
  const below = [...cursor.items(), ...cursor.entries().map(([, entry]) => entry)];
  return below.map((each) => branchIn(each, id)).find((found) => found !== undefined);
}
