import type { Json, JsonObject } from './json.ts';
import { isObject } from './condition/comparable.ts';
import { own } from './own.ts';

/** A value, and where it stands: key below key. */
interface Placed {
  readonly path: readonly string[];
  readonly value: Json;
}

/** The object with a value in its place; what stands beside it stays. */
export function withPlaced(object: JsonObject, { path: [key, ...rest], value }: Placed): JsonObject {
  if (key === undefined) return object;
  if (rest.length === 0) return { ...object, [key]: value };
  const inner = own(object, key);
  return { ...object, [key]: withPlaced(isObject(inner) ? inner : {}, { path: rest, value }) };
}
