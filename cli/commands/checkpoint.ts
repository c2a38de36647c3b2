import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where an import of a file stands, so that the same command goes on where it was interrupted. */
export interface Checkpoint {
  /** The first line that is not known to be taken, from 1. */
  from(): Promise<number>;
  /** Notes that every line before `line` is taken. */
  save(line: number): Promise<void>;
  /** The file was taken to its end. */
  clear(): Promise<void>;
}

/** Keeps the position for this file in this database in a folder of the clone. */
export function createCheckpoint(folder: string, file: string, database: string): Checkpoint {
  const name = createHash('sha256').update(`${database}\n${file}`).digest('hex').slice(0, 16);
  const path = join(folder, `${name}.json`);
  return {
    async from() {
      try {
        const { line } = JSON.parse(await readFile(path, 'utf8')) as { line: number };
        return line;
      } catch {
        return 1;
      }
    },
    async save(line) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, JSON.stringify({ file, line }));
    },
    clear: () => rm(path, { force: true }),
  };
}
