import type { Condition } from './condition.ts';
import { placeOf } from './fact-path.ts';
import { leavesOf, type Leaf } from './leaves.ts';

/**
 * The names of all events on which a condition depends, each once and in the order of their first use; those that its
 * features are derived from are theirs to tell.
 */
export function eventsOf(condition: Condition): readonly string[] {
  return [...new Set(leavesOf(condition).flatMap(eventsOfLeaf))];
}

function eventsOfLeaf(leaf: Leaf): readonly string[] {
  if (leaf.kind === 'recent') return [];
  if (leaf.kind !== 'field') return [leaf.event];
  const place = placeOf(leaf.path);
  return place?.kind === 'events' ? [place.event] : [];
}

/** The names of the features that a condition asks by what the profile keeps of them. */
export function featuresOf(condition: Condition): readonly string[] {
  return [...new Set(leavesOf(condition).flatMap(featuresOfLeaf))];
}

function featuresOfLeaf(leaf: Leaf): readonly string[] {
  if (leaf.kind === 'recent') return [leaf.feature];
  const place = leaf.kind === 'field' ? placeOf(leaf.path) : null;
  return place?.kind === 'feature' ? [place.feature] : [];
}
