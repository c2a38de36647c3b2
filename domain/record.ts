/*
 * Node gives an object that is spread and then gets a new key (`{ ...entry, status }`, where the entry has none) a hidden
 * class of its own: making it takes ten times as long, and so does whatever reads it. What is made for every event of
 * every user is copied by assigning instead, or has its own keys before those that are spread.
 */

/** A record to be added to. */
export function copied<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.hasOwn(record, '__proto__') ? { ...record } : Object.assign({}, record);
}

/** Names come from outside: `__proto__` must be a name like any other. Assigning is many times as fast as defining. */
export function put<Value>(on: Record<string, Value>, key: string, value: Value): void {
  if (key !== '__proto__') on[key] = value;
  else Object.defineProperty(on, key, { value, enumerable: true, configurable: true, writable: true });
}

/** The record with a value under a key. */
export function withOwn<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
  value: Value,
): Readonly<Record<string, Value>> {
  const more = copied(record);
  put(more, key, value);
  return more;
}

/** A thing with what another says of it; of what both say, that of the other. */
export function merged<One extends object, Other extends object>(one: One, other: Other): One & Other {
  return Object.assign({}, one, other);
}
