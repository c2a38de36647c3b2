import type { IsSingle } from '../condition/contained/fact.ts';
import { placeOf, type FactPlace } from '../condition/fact-path.ts';
import { own } from '../own.ts';
import type { ReleaseContent } from '../release/release.ts';

const single: ReadonlySet<FactPlace['kind']> = new Set<FactPlace['kind']>(['context', 'arms', 'events']);

/**
 * Of which facts it is certain that they are no lists: context, arms and counters by nature; traits as they are declared,
 * if they are not below another one, where the way to them could lead through a list.
 */
export function singleFacts({ traits }: Pick<ReleaseContent, 'traits'>): IsSingle {
  return (path) => {
    const place = placeOf(path);
    if (place === null) return false;
    if (place.kind !== 'traits') return single.has(place.kind);
    return place.keys.length === 1 && own(traits, place.keys.join('.'))?.list === false;
  };
}
