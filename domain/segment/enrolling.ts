import { canonicalJson } from '../canonical-json.ts';
import type { Condition } from '../condition/condition.ts';
import { fnv64a } from '../fnv64a.ts';
import type { Program, SegmentRule } from '../journey/program.ts';
import { oncePer } from '../once.ts';
import type { Release } from '../release/release.ts';

/** A segment by which journeys are entered. */
export interface EnrollingSegment {
  readonly segment: string;
  readonly condition: Condition;
  /** The hash of what it means. */
  readonly of: string;
  /** The journeys that those enter, too, who are in it already. */
  readonly backfills: readonly string[];
}

/** The segments of a release by which journeys are entered, in the order of their names; nearly always none or few. */
export const enrollingSegments = oncePer(({ content }: Release): readonly EnrollingSegment[] => {
  const programs = Object.values(content.journeys);
  const rules = programs.flatMap(segmentRules);
  const conditions = new Map(rules.map(({ segment, condition }) => [segment, condition]));
  return [...conditions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([segment, condition]) => ({
      segment,
      condition,
      of: meaningOf(condition, content),
      backfills: programs.filter((program) => isFilledFrom(program, segment)).map(({ journey }) => journey),
    }));
});

/**
 * The hash of what a condition means: of itself, and of the definitions of the named events and features that it may ask
 * for, or that those are derived from. One that is taken along for nothing costs no more than a fresh look.
 */
function meaningOf(condition: Condition, content: Release['content']): string {
  const text = canonicalJson(condition);
  const definitions = [...Object.entries(content.named), ...Object.entries(content.features)];
  const asked = new Set(definitions.filter(([name]) => text.includes(name)));
  // What is added on the way is looked at, too.
  for (const [, definition] of asked) {
    const told = canonicalJson(definition);
    for (const each of definitions) if (told.includes(each[0])) asked.add(each);
  }
  return fnv64a(canonicalJson([condition, [...asked].map(([name, { of }]) => [name, of]).sort()]));
}

/** The rules of a journey by which one enters on coming into a segment. */
export function segmentRules({ enrol }: Program): readonly SegmentRule[] {
  return enrol.filter((rule) => rule.kind === 'segment');
}

function isFilledFrom(program: Program, name: string): boolean {
  return segmentRules(program).some(({ segment, backfill }) => segment === name && backfill === 'all');
}
