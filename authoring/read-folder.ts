import { type Dirent } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files } from './read/sources.ts';

/** Folders of a workspace that hold nothing to publish. */
const skipped = ['sample', 'node_modules'];
/** Bytes read of one file: more than the largest that is not refused for its size, 100,000 characters of four bytes. */
const most = 500_000;

/** Reads the files of a workspace folder, for `compileWorkspace`. Throws where the folder cannot be read. */
export async function readFolder(folder: string): Promise<Files> {
  const paths = await pathsIn(folder, '');
  const texts = await Promise.all(paths.map(async (path) => [path, await readText(join(folder, path))] as const));
  return new Map(texts);
}

async function pathsIn(folder: string, below: string): Promise<readonly string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const wanted = entries.filter(({ name }) => !name.startsWith('.') && !(below === '' && skipped.includes(name)));
  const nested = await Promise.all(wanted.map((entry) => pathsOf(folder, below, entry)));
  return nested.flat();
}

async function pathsOf(folder: string, below: string, entry: Dirent): Promise<readonly string[]> {
  const path = below === '' ? entry.name : `${below}/${entry.name}`;
  if (entry.isDirectory()) return pathsIn(folder, path);
  return entry.isFile() ? [path] : [];
}

async function readText(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(Math.min(most, (await file.stat()).size)) });
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
