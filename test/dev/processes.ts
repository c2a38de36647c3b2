import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive, type Identity } from '../../dev/process/identity.ts';
import type { Entry } from '../../dev/process/ledger.ts';

/** The servers that the ledger of a stack's folder knows. */
export function serversOf(folder: string): readonly Entry[] {
  try {
    return JSON.parse(readFileSync(join(folder, 'servers.json'), 'utf8')) as Entry[];
  } catch {
    return [];
  }
}

/** Resolves when all of these have ended; throws, naming the first that has not within a minute. */
export async function untilGone(processes: readonly Identity[]): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (let left = processes; left.length > 0; left = left.filter(isAlive)) {
    if (Date.now() > deadline) throw new Error(`process ${left[0]!.pid} still runs`);
    await pause(20);
  }
}
