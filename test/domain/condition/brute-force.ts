import type { Json, JsonObject } from '../../../domain/json.ts';
import { parseDuration } from '../../../domain/time/duration.ts';
import { day, type Instant } from '../../../domain/time/instant.ts';
import { now } from './workspace.ts';

/** Event name → every time it was done. */
export type Done = Readonly<Record<string, readonly Instant[]>>;

const passes: Readonly<Record<string, (count: number, operand: Json) => boolean>> = {
  $eq: (count, operand) => count === operand,
  $ne: (count, operand) => count !== operand,
  $gt: (count, operand) => count > Number(operand),
  $gte: (count, operand) => count >= Number(operand),
  $lt: (count, operand) => count < Number(operand),
  $lte: (count, operand) => count <= Number(operand),
  $in: (count, operand) => (operand as number[]).includes(count),
  $nin: (count, operand) => !(operand as number[]).includes(count),
};

/** Whether an authored `did` holds, by counting all events one by one. */
export function bruteForce(raw: JsonObject, at: Done): boolean {
  const { event, times = { $gte: 1 }, within } = raw as { event: string; times?: Json; within?: string };
  const tests = typeof times === 'object' ? (times as JsonObject) : { $eq: times };
  const start = within === undefined ? -Infinity : now - (parseDuration(within) ?? 0);
  const since = asksBeyond20(tests) ? Math.floor(start / day) * day : start;
  const count = (at[event] ?? []).filter((instant) => instant >= since).length;
  return Object.entries(tests).every(([operator, operand]) => passes[operator]?.(count, operand));
}

/** Whether some number of times beyond 20 gives another answer than 20 times: then whole days are counted. */
function asksBeyond20(tests: JsonObject): boolean {
  const answer = (count: number): boolean =>
    Object.entries(tests).every(([operator, operand]) => passes[operator]?.(count, operand));
  return Array.from({ length: 30 }, (_, index) => 21 + index).some((count) => answer(count) !== answer(20));
}
