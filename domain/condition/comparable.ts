import type { Json, JsonObject } from '../json.ts';
import type { FactType } from './condition.ts';
import { parseIsoDate } from './iso-date.ts';
import { versionKey } from './version.ts';

/** Turns a stored value into the one that is compared. */
export type Comparable = (value: Json) => Json;

/**
 * What a fact's stored value is compared as. Dates become instants (numbers already are) and versions become texts
 * that sort as versions do; other types stay as they are, and so does what cannot be read as a date. A text that is no
 * version becomes `false`: present, equal to no version, before and after none. Lists are read element by element.
 * A store keeps the same next to the value for every declared date and version, so that a query compares what memory
 * compares.
 * @returns null where values are compared as they are
 */
export function comparableOf(type: FactType, zone: string | undefined): Comparable | null {
  if (type === 'date') return byElement((text) => parseIsoDate(text, zone ?? 'UTC') ?? text);
  if (type === 'version') return byElement((text) => versionKey(text) ?? false);
  return null;
}

/**
 * A user's traits or context with every value as facts of a type are compared, in the same shape: what a store keeps
 * beside them for `toQuery`, for each of the types `date` and `version` that it has facts of.
 */
export function comparableFacts(facts: JsonObject, comparable: Comparable): JsonObject {
  const one = (value: Json): Json => (isObject(value) ? comparableFacts(value, comparable) : comparable(value));
  // Of a list inside a list nothing is compared.
  const element = (value: Json): Json => (isList(value) ? value : one(value));
  const read = (value: Json): Json => (isList(value) ? value.map(element) : one(value));
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, read(value)]));
}

function byElement(read: (text: string) => Json): Comparable {
  const one = (value: Json): Json => (typeof value === 'string' ? read(value) : value);
  return (value) => (isList(value) ? value.map(one) : one(value));
}

/** `Array.isArray` for JSON, which TypeScript does not narrow by itself where arrays are read-only. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether a JSON value is an object: neither a list nor null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}
