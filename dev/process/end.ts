import { setTimeout as pause } from 'node:timers/promises';
import { isAlive, type Identity } from './identity.ts';

/** Each server we start leads a process group of its own, so the group is ended, with whatever the server started. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It is gone already, which is what was wanted.
  }
}

async function goneWithin(identity: Identity, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isAlive(identity)) {
    if (Date.now() > deadline) return false;
    await pause(25);
  }
  return true;
}

/** Both embedded servers stop within a second; ten leave room for a loaded machine before data is put at risk. */
const patience = 10_000;

/** Asks the process to stop, and ends it when it does not. Resolves when it is gone. */
export async function endProcess(identity: Identity): Promise<void> {
  if (!isAlive(identity)) return;
  signalGroup(identity.pid, 'SIGTERM');
  if (await goneWithin(identity, patience)) return;
  signalGroup(identity.pid, 'SIGKILL');
  await goneWithin(identity, patience);
}
