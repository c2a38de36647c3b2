import type { Json } from '../../domain/json.ts';

/** What tells of the machine it was recorded on, and what replay does not read: tasks' ids, empty headers. */
const dropped = new Set(['identity', 'stackTrace', 'taskId', 'header', 'requestId', 'workerMayIgnore']);

/** A history as it is kept: without anything that tells of the machine it was recorded on. */
export function scrub(value: Json): Json {
  if (Array.isArray(value)) return value.map(scrub);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !dropped.has(key));
  return Object.fromEntries(kept.map(([key, each]) => [key, scrub(each)]));
}
