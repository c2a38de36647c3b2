import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kept } from './message.ts';

/** Where the bytes of mails lie. */
export interface Shelf {
  /** The ids of all mails kept, oldest first. */
  ids(): Promise<readonly string[]>;
  put(kept: Kept): Promise<void>;
  get(id: string): Promise<Buffer | null>;
  remove(id: string): Promise<void>;
}

/** Keeps mails for as long as the process lives. */
export function createMemoryShelf(): Shelf {
  const mails = new Map<string, Buffer>();
  return {
    ids: () => Promise.resolve([...mails.keys()].sort()),
    put: ({ id, source }) => Promise.resolve(void mails.set(id, source)),
    get: (id) => Promise.resolve(mails.get(id) ?? null),
    remove: (id) => Promise.resolve(void mails.delete(id)),
  };
}

/** Keeps each mail as an .eml file, which every mail program opens. A mail is written aside and renamed, so none is ever half. */
export function createFolderShelf(folder: string): Shelf {
  const file = (id: string): string => join(folder, `${id}.eml`);
  const ready = mkdir(folder, { recursive: true });
  return {
    ids: async () => {
      await ready;
      const files = (await readdir(folder)).filter((name) => name.endsWith('.eml'));
      return files.map((name) => name.slice(0, -'.eml'.length)).sort();
    },
    put: async ({ id, source }) => {
      await ready;
      await writeFile(`${file(id)}.part`, source);
      await rename(`${file(id)}.part`, file(id));
    },
    get: (id) => readFile(file(id)).catch(() => null),
    remove: (id) => rm(file(id), { force: true }),
  };
}
