import type { Json, JsonObject } from '../json.ts';

/** What senders said stays as they said it, and a wall clock's time and a revision are no instants. */
const asItIs = new Set(['traits', 'properties', 'context', 'comparable', 'local', 'revision']);

/** In milliseconds from 2001 to 2286: nothing that is counted here comes to as much. */
const [earliest, latest] = [1e12, 1e13];

/** A document with its instants as ISO 8601 in UTC, at every depth, but for what came from outside. */
export function dated(document: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => [name, asItIs.has(name) ? value : of(value)]),
  );
}

function of(value: Json): Json {
  if (typeof value === 'number') return value >= earliest && value < latest ? new Date(value).toISOString() : value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(of);
  return typeof value === 'object' && value !== null ? dated(value as JsonObject) : value;
}
