import { createHash } from 'node:crypto';
import type { Release, ReleaseContent } from '../../domain/release/release.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';

/** A release is named after its content: the same files give the same id on every machine. */
export function createRelease(content: ReleaseContent): Release {
  return { id: createHash('sha256').update(canonicalJson(content)).digest('hex'), content };
}
