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
      of: fnv64a(canonicalJson(condition)),
      backfills: programs.filter((program) => isFilledFrom(program, segment)).map(({ journey }) => journey),
    }));
});

/** The rules of a journey by which one enters on coming into a segment. */
export function segmentRules({ enrol }: Program): readonly SegmentRule[] {
  return enrol.filter((rule) => rule.kind === 'segment');
}

function isFilledFrom(program: Program, name: string): boolean {
  return segmentRules(program).some(({ segment, backfill }) => segment === name && backfill === 'all');
}
