import { createHash } from 'node:crypto';

/** A nudge's key as others may have it: the same for every attempt, without the user's id, which may hold anything. */
export function fingerprint(nudge: string): string {
  return createHash('sha256').update(nudge).digest('hex');
}
