import { setTimeout as sleep } from 'node:timers/promises';
import type { Milliseconds } from '../domain/time/instant.ts';

/** Whether the work was done within this time; it goes on all the same. Rejects where it has failed by then. */
export async function inTime(work: Promise<unknown>, limit: Milliseconds): Promise<boolean> {
  const stopped = new AbortController();
  // Whichever loses is nobody's any more.
  work.catch(() => undefined);
  const late = sleep(limit, false, { signal: stopped.signal, ref: false });
  late.catch(() => undefined);
  return Promise.race([work.then(() => true), late]).finally(() => stopped.abort());
}
