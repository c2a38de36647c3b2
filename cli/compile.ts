import { statSync } from 'node:fs';
import { compileWorkspace, type CompiledWorkspace } from '../authoring/compile-workspace.ts';
import { readFolder } from '../authoring/read-folder.ts';
import type { Files } from '../authoring/read/sources.ts';
import { UsherError } from '../domain/errors.ts';
import type { Release } from '../domain/release/release.ts';

/** Compiles a workspace folder. @throws UsherError FILE_UNREADABLE where there is no such folder */
export async function compileFolder(folder: string): Promise<CompiledWorkspace> {
  return compileWorkspace(await readWorkspace(folder));
}

/** The files of a workspace folder. @throws UsherError FILE_UNREADABLE where there is no such folder */
export async function readWorkspace(folder: string): Promise<Files> {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return readFolder(folder);
  throw new UsherError(
    'FILE_UNREADABLE',
    `${folder} is ${found === undefined ? 'not there' : 'a file'}; expected a workspace folder`,
  );
}

/** What a release holds: "7f3a21b: 3 journeys, 6 segments, 9 templates". */
export function releaseWords({ id, content }: Release): string {
  const parts = { journey: content.journeys, segment: content.segments, template: content.templates };
  const counts = Object.entries(parts).map(([name, each]) => plural(Object.keys(each).length, name));
  return `${id.slice(0, 7)}: ${counts.join(', ')}`;
}

function plural(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
