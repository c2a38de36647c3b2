import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePinnedServers, type PinnedServers } from '../../dev/install/pinned.ts';

const made: string[] = [];

/** A new folder, removed when the test file is through. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'usher-dev-')));
  made.push(folder);
  return folder;
}

export async function removeTemporaryFolders(): Promise<void> {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
}

/** A folder with these shell scripts in it, to be put on a PATH. */
export async function folderOfPrograms(programs: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(await temporaryFolder(), 'bin');
  await mkdir(folder);
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  return folder;
}

/** The packages that `npm test` has installed. */
export function pinnedServers(): Promise<PinnedServers> {
  return ensurePinnedServers({ path: process.env.PATH ?? '', report: () => {} });
}
