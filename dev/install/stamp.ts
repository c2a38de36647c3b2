import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askPython, type Python } from './python.ts';

/** What is written into the servers' folder as the last thing: a folder with a stamp is whole. */
interface Stamp extends Python {
  readonly requirements: string;
}

/** The list of pinned packages. */
export const requirementsFile = join(import.meta.dirname, '..', 'servers.txt');

const fileName = 'usher-stamp.json';

async function hashOfRequirements(): Promise<string> {
  return createHash('sha256')
    .update(await readFile(requirementsFile))
    .digest('hex');
}

export async function writeStamp(folder: string, { executable, version }: Python): Promise<void> {
  const stamp: Stamp = { requirements: await hashOfRequirements(), executable, version };
  await writeFile(join(folder, fileName), JSON.stringify(stamp));
}

async function readStamp(folder: string): Promise<Stamp | null> {
  try {
    return JSON.parse(await readFile(join(folder, fileName), 'utf8')) as Stamp;
  } catch {
    return null;
  }
}

/** The python the folder was installed for, when the folder holds today's pinned packages and that python still runs. */
export async function installedFor(folder: string, path: string): Promise<Python | null> {
  const stamp = await readStamp(folder);
  if (stamp?.requirements !== (await hashOfRequirements())) return null;
  const python = await askPython(stamp.executable, path);
  return python?.version === stamp.version ? python : null;
}
