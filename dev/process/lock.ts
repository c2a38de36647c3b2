import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAlive, ownIdentity, type Identity } from './identity.ts';

export interface Lock {
  release(): void;
}

function read(file: string): Identity | null {
  try {
    const { pid, started } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Identity>;
    return pid === undefined || started === undefined ? null : { pid, started };
  } catch {
    return null;
  }
}

/** Links are made whole or not at all, so nobody ever reads half a lock. */
function linkIfFree(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isHeld(holder: Identity | null): holder is Identity {
  return holder !== null && isAlive(holder);
}

/**
 * Moves a dead process's lock out of the way. Between reading it and moving it another process may have
 * put a fresh one there: what was moved is read again, and put back when it is alive.
 */
function clearStale(file: string): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (isHeld(read(aside))) linkIfFree(aside, file);
  rmSync(aside, { force: true });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function held(file: string, mine: string): Lock {
  return {
    release: () => {
      if (textOf(file) === mine) rmSync(file, { force: true });
    },
  };
}

/** The living process that holds the lock; null when none does. */
export function readHolder(file: string): Identity | null {
  const holder = read(file);
  return isHeld(holder) ? holder : null;
}

/** Takes the lock file, over from a dead process too; or says which living process holds it. */
export function takeLock(file: string): { readonly lock: Lock } | { readonly heldBy: Identity } {
  mkdirSync(dirname(file), { recursive: true });
  const mine = JSON.stringify(ownIdentity());
  const own = `${file}.own-${process.pid}`;
  writeFileSync(own, mine);
  try {
    for (;;) {
      if (linkIfFree(own, file)) return { lock: held(file, mine) };
      const holder = readHolder(file);
      if (holder !== null) return { heldBy: holder };
      clearStale(file);
    }
  } finally {
    rmSync(own, { force: true });
  }
}
