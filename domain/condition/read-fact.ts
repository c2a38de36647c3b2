import { own } from '../own.ts';
import type { Json } from '../json.ts';
import type { Facts } from '../profile/facts.ts';
import type { EventCounter } from '../profile/profile.ts';
import { isList, isObject } from './comparable.ts';
import type { Condition } from './condition.ts';
import { placeOf, type FactPlace } from './fact-path.ts';

/** All that a path leads to, each as it is stored; undefined stands for what is missing. */
type Values = readonly (Json | undefined)[];

/** A fact read from a user: one value, or as many as there are where its path can lead through lists of objects. */
export type Reader =
  | { readonly kind: 'one'; readonly read: (facts: Facts) => Json | undefined }
  | { readonly kind: 'many'; readonly read: (facts: Facts) => Values };

/** The function that reads a fact. A path that names no place reads as missing. */
export function readerOf(path: string): Reader {
  const place = placeOf(path);
  if (place === null) return { kind: 'one', read: () => undefined };
  if (place.kind === 'arms') return { kind: 'one', read: (facts) => own(facts.arms, place.experiment) };
  if (place.kind === 'events') return { kind: 'one', read: counterReader(place) };
  if (place.kind === 'feature') return { kind: 'one', read: ({ profile }) => own(profile.features, place.feature) };
  if (place.kind === 'seen') return { kind: 'one', read: seenReader(place.part) };
  const { kind, keys } = place;
  const [key = ''] = keys;
  if (keys.length === 1) return { kind: 'one', read: (facts) => own(facts.profile[kind], key) };
  return { kind: 'many', read: (facts) => valuesAt(facts.profile[kind], keys) };
}

function seenReader(part: 'first' | 'last'): (facts: Facts) => Json | undefined {
  return ({ profile }) => (part === 'first' ? profile.firstSeen : profile.lastSeen) ?? undefined;
}

/** The counter of an event's name; undefined where it was never done. */
export function counterOf(facts: Facts, event: string): EventCounter | undefined {
  return own(facts.profile.events, event);
}

/** Whether an event was done at or after an instant. */
export function isDoneSince({ event, since }: Extract<Condition, { kind: 'since' }>, facts: Facts): boolean {
  const counter = counterOf(facts, event);
  return counter !== undefined && counter.last >= since;
}

/** What was never done was done 0 times; its first and last time are missing. */
function counterReader({ event, part }: Extract<FactPlace, { kind: 'events' }>): (facts: Facts) => Json | undefined {
  if (part === 'count') return (facts) => counterOf(facts, event)?.count ?? 0;
  return (facts) => counterOf(facts, event)?.[part];
}

/**
 * Follows a path as MongoDB does: through an object by its key, through a list by those of its elements that are
 * objects. Nothing else leads further.
 */
export function valuesAt(value: Json | undefined, keys: readonly string[]): Values {
  const [key, ...rest] = keys;
  if (key === undefined) return [value];
  if (isList(value)) return value.flatMap((element) => (isObject(element) ? valuesAt(element, keys) : []));
  return isObject(value) ? valuesAt(own(value, key), rest) : [undefined];
}
