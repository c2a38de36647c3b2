/** The value under a key. Names come from outside: what a record inherits (`constructor`) is not in it. */
export function own<Value>(from: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(from, key) ? from[key] : undefined;
}
