/** Names that every object has: the MongoDB driver takes them for settings of its own, and reads lists under them wrong. */
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));

/** The names of facts come from outside; in a document's keys `.`, `$` and NUL mean something else. */
export function encodeKey(key: string): string {
  const encoded = key.replace(/[%.$\0]/g, percent);
  return inherited.has(encoded) ? `${percent(encoded)}${encoded.slice(1)}` : encoded;
}

/** The name that `encodeKey` was given. */
export function decodeKey(key: string): string {
  return key.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** The first character, as `%2E`. */
function percent(text: string): string {
  return `%${text.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** A plain JSON value with every key encoded, at every depth. */
export function encodeKeys<Value>(value: Value): Value {
  return mapKeys(value, encodeKey) as Value;
}

/** A plain JSON value with every key decoded, at every depth. */
export function decodeKeys<Value>(value: Value): Value {
  return mapKeys(value, decodeKey) as Value;
}

function mapKeys(value: unknown, map: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => mapKeys(each, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [map(key), mapKeys(each, map)]));
}
