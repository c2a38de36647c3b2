import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * What a file says that is kept beside the tests. With USHER_GOLDEN=write it is written anew first: look at what has
 * changed in it as at any other change.
 */
export function golden(path: string, says: string): string {
  if (process.env.USHER_GOLDEN === 'write') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, says);
  }
  return readFileSync(path, 'utf8');
}
