import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { workspaceWith } from '../workspaces/good.ts';

/** People who get mail. */
const profile = `traits:
  email: { type: string }
  firstName: { type: string }
  plan: { type: string }
  signedUpAt: { type: date }
`;

/** Writes the good workspace, with other files in it, into a folder; gives the folder. */
export async function writeWorkspace(folder: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  for (const [path, text] of workspaceWith({ 'profile.yaml': profile, ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}
