import type { Client } from '@temporalio/client';
import { second, type Milliseconds } from '../domain/time/instant.ts';

/** A Temporal that is frozen, or a workflow whose worker is away, keeps nobody waiting: everything is asked again. */
const answersWithin: Milliseconds = 5 * second;

/** Asks Temporal for something that takes it some milliseconds; fails where it does not answer in time. */
export function inTime<Answer>(client: Client, ask: () => Promise<Answer>): Promise<Answer> {
  return client.withDeadline(Date.now() + answersWithin, ask);
}
