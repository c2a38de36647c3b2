import { fileURLToPath } from 'node:url';
import { compileWorkspace } from '../../authoring/compile-workspace.ts';
import { readFolder } from '../../authoring/read-folder.ts';
import type { Release } from '../../domain/release/release.ts';

/** The journeys whose processes and servers are killed here. */
export async function durabilityRelease(): Promise<Release> {
  const compiled = await compileWorkspace(await readFolder(fileURLToPath(new URL('workspace', import.meta.url))));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.release;
}
