import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Configuration } from '../../domain/configuration/configuration.ts';
import { demonstrationFolder } from '../folders.ts';

/** A key of the demonstration's folder, made when it is first asked for: what yesterday's has signed or hashed still counts. */
export function keptSecret(configuration: Pick<Configuration, 'folder'>, name: 'link' | 'forget'): string {
  const file = join(demonstrationFolder(configuration), `${name}-secret`);
  const kept = read(file);
  if (kept !== '') return kept;
  const made = randomBytes(32).toString('base64url');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, made, { mode: 0o600 });
  return made;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
