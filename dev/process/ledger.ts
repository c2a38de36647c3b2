import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess } from './end.ts';
import { isAlive, type Identity } from './identity.ts';

/** One server this folder's stack has started. */
export interface Entry extends Identity {
  readonly name: string;
}

/**
 * The servers that run on a folder, written down the moment each is started. When the process that
 * started them was killed without a chance to stop them, the next one finds them here.
 */
export interface Ledger {
  add(entry: Entry): void;
  remove(pid: number): void;
  /** Ends what an earlier process left running; returns their names. */
  endLeftovers(): Promise<readonly string[]>;
}

function read(file: string): Entry[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Entry[];
  } catch {
    return [];
  }
}

function write(file: string, entries: readonly Entry[]): void {
  if (entries.length === 0) return rmSync(file, { force: true });
  const aside = `${file}.new`;
  writeFileSync(aside, JSON.stringify(entries));
  renameSync(aside, file);
}

/** The ledger of a stack's folder. Only the holder of the folder's lock may use it. */
export function openLedger(folder: string): Ledger {
  const file = join(folder, 'servers.json');
  return {
    add: (entry) => write(file, [...read(file), entry]),
    remove: (pid) =>
      write(
        file,
        read(file).filter((entry) => entry.pid !== pid),
      ),
    endLeftovers: async () => {
      const leftovers = read(file).filter(isAlive);
      await Promise.all(leftovers.map(endProcess));
      write(file, []);
      return leftovers.map(({ name }) => name);
    },
  };
}
