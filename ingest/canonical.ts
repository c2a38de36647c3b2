import { createHash } from 'node:crypto';
import type { Json } from '../domain/json.ts';

/** SHA-256, in hex, of a JSON value whose keys are sorted at every depth: equal values give equal hashes. */
export function contentHash(value: Json): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex');
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
