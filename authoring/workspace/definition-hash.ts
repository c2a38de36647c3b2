import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/canonical-json.ts';

/** A user's document has one for each named event and feature: 48 bits tell a workspace's definitions apart. */
const characters = 12;

/** The hash of a definition with all that it is made of: another one means that it has to be derived anew. */
export function definitionHash(definition: unknown): string {
  return createHash('sha256').update(canonicalJson(definition)).digest('hex').slice(0, characters);
}
