import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Configuration, LinkConfiguration } from '../../domain/configuration/configuration.ts';
import { demonstrationFolder } from '../folders.ts';

/** The links of the demonstration, where none are configured: with a key of this folder's own, so that yesterday's still work. */
export async function demonstrationLinks(configuration: Configuration): Promise<LinkConfiguration> {
  const { links, api } = configuration;
  return {
    secrets: links.secrets.length > 0 ? links.secrets : [await keptSecret(configuration)],
    publicUrl: links.publicUrl ?? (api.address && `http://${api.address.replace(/^0\.0\.0\.0:/, 'localhost:')}`),
  };
}

async function keptSecret(configuration: Configuration): Promise<string> {
  const file = join(demonstrationFolder(configuration), 'link-secret');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept !== '') return kept;
  const made = randomBytes(32).toString('base64url');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, made, { mode: 0o600 });
  return made;
}
