import { setTimeout as pause } from 'node:timers/promises';
import type { Milliseconds } from '../../domain/time/instant.ts';

/** How often something is looked at that other processes bring about. */
const lookEvery = 100;

export interface Patience {
  readonly within: Milliseconds;
  /** What is said when it has not come about. */
  readonly otherwise: () => string | Promise<string>;
}

/** Looks until there is something to be seen. */
export async function until<Value>(look: () => Promise<Value | null>, patience: Patience): Promise<Value> {
  for (const end = performance.now() + patience.within; ; await pause(lookEvery)) {
    const seen = await look();
    if (seen !== null) return seen;
    if (performance.now() > end) throw new Error(await patience.otherwise());
  }
}
