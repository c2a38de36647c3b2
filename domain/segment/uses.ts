import type { Condition } from '../condition/condition.ts';
import { isGroup } from '../condition/leaves.ts';
import { conditionsOf } from '../release/conditions.ts';
import type { ReleaseContent } from '../release/release.ts';

/** Something of a release that asks for a segment by its name. */
export interface Use {
  readonly kind: 'journey' | 'segment' | 'experiment' | 'slot';
  readonly name: string;
}

/** What uses each segment of a release itself: who only uses it by way of another segment is told there. */
export function segmentUses(content: ReleaseContent): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, readonly Use[]>(Object.keys(content.segments).map((segment) => [segment, []]));
  for (const { use, conditions } of usersOf(content)) {
    for (const segment of new Set(conditions.flatMap(namedIn))) uses.set(segment, [...(uses.get(segment) ?? []), use]);
  }
  return uses;
}

interface User {
  readonly use: Use;
  readonly conditions: readonly Condition[];
}

const parts = ['journeys', 'segments', 'experiments', 'slots'] as const;
const nothing = { journeys: {}, segments: {}, experiments: {}, slots: {} };
const kinds = { journeys: 'journey', segments: 'segment', experiments: 'experiment', slots: 'slot' } as const;

/** Every part of a release with the conditions that it asks: those of a release that has nothing else. */
function usersOf(content: ReleaseContent): readonly User[] {
  return parts.flatMap((part) =>
    Object.keys(content[part])
      .sort()
      .map((name) => ({
        use: { kind: kinds[part], name },
        conditions: conditionsOf({ ...content, ...nothing, [part]: only(name, content[part]) }),
      })),
  );
}

function only(name: string, all: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { [name]: all[name] };
}

/** The segments that a condition names, without those that they are made of. */
function namedIn(condition: Condition): readonly string[] {
  if (condition.kind === 'segment') return [condition.segment];
  return isGroup(condition) ? condition.of.flatMap(namedIn) : [];
}
