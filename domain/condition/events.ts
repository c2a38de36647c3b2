import type { Condition } from './condition.ts';
import { placeOf } from './fact-path.ts';
import { leavesOf, type Leaf } from './leaves.ts';

/** The names of all events on which a condition depends, each once and in the order of their first use. */
export function eventsOf(condition: Condition): readonly string[] {
  return [...new Set(leavesOf(condition).flatMap(eventsOfLeaf))];
}

function eventsOfLeaf(leaf: Leaf): readonly string[] {
  if (leaf.kind !== 'field') return [leaf.event];
  const place = placeOf(leaf.path);
  return place?.kind === 'events' ? [place.event] : [];
}
