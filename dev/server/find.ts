import { access, constants, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { PinnedServers } from '../install/pinned.ts';

/** Where a server comes from: its address was given, its program is on the PATH, or it is the pinned package. */
export type Origin = 'given' | 'path' | 'pinned';

/** Where to look for programs: the PATH first, then the pinned packages, which are installed when they are asked for. */
export interface Search {
  readonly path: string;
  readonly pinned: () => Promise<PinnedServers>;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** The first program of this name on the PATH. Relative entries are left out: they would mean another program in another folder. */
export async function onPath(name: string, path: string): Promise<string | null> {
  for (const folder of path.split(delimiter).filter(isAbsolute)) {
    const file = join(folder, name);
    if (await isExecutable(file)) return file;
  }
  return null;
}

export interface Program {
  readonly file: string;
  readonly origin: Exclude<Origin, 'given'>;
}

async function find(name: string, search: Search, pick: (servers: PinnedServers) => string): Promise<Program> {
  const file = await onPath(name, search.path);
  return file === null ? { file: pick(await search.pinned()), origin: 'pinned' } : { file, origin: 'path' };
}

/** The Temporal CLI. */
export function findTemporal(search: Search): Promise<Program> {
  return find('temporal', search, ({ temporal }) => temporal);
}

/** Temporal's time-skipping server, for `@temporalio/testing` (`executable: { type: 'existing-path', path }`). */
export function findTestServer(search: Search): Promise<Program> {
  return find('temporal-test-server', search, ({ testServer }) => testServer);
}
