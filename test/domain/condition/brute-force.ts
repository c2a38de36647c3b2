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
  const since = names(tests).some((number) => number > 20) ? Math.floor(start / day) * day : start;
  const count = (at[event] ?? []).filter((instant) => instant >= since).length;
  return Object.entries(tests).every(([operator, operand]) => passes[operator]?.(count, operand));
}

/** The numbers that stand in a condition: where one is above 20, whole days are counted. */
function names(tests: JsonObject): readonly number[] {
  return Object.values(tests).flat().map(Number);
}
