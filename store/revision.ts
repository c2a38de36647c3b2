import type { Instant } from '../domain/time/instant.ts';

/**
 * The revision that a write at this real instant gives. By the time, not by count: a document that was restored from a
 * backup never comes to a revision which a process remembers from before.
 */
export function nextRevision(revision: number, at: Instant): number {
  return Math.max(revision + 1, at);
}
