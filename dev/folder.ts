import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHolder, takeLock, type Lock } from './process/lock.ts';
import type { Addresses } from './addresses.ts';

/** Thrown when a living process has its stack on the same folder: two MongoDB servers on one data folder would ruin it. */
export class FolderInUse extends Error {
  readonly pid: number;

  constructor(folder: string, pid: number) {
    super(
      `Another Usher, process ${pid}, runs on ${folder}. ` +
        `Use that one, or stop it (Ctrl-C in its terminal, or \`kill ${pid}\`) and try again, or choose another folder.`,
    );
    this.name = 'FolderInUse';
    this.pid = pid;
  }
}

function lockFile(folder: string): string {
  return join(folder, 'lock');
}
function addressFile(folder: string): string {
  return join(folder, 'addresses.json');
}

/** Makes the folder ours for as long as this process lives. Throws FolderInUse. */
export function claimFolder(folder: string): Lock {
  mkdirSync(folder, { recursive: true });
  const taken = takeLock(lockFile(folder));
  if ('heldBy' in taken) throw new FolderInUse(folder, taken.heldBy.pid);
  return {
    release: () => {
      rmSync(addressFile(folder), { force: true });
      taken.lock.release();
    },
  };
}

export function writeAddresses(folder: string, addresses: Addresses): void {
  writeFileSync(addressFile(folder), JSON.stringify(addresses));
}

/** Where the servers of the stack on this folder are, for a second shell; null when none runs on it. */
export function readAddresses(folder: string): Addresses | null {
  if (readHolder(lockFile(folder)) === null) return null;
  try {
    return JSON.parse(readFileSync(addressFile(folder), 'utf8')) as Addresses;
  } catch {
    return null;
  }
}
