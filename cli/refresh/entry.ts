import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '../../domain/audit/entry.ts';
import type { By } from '../by.ts';
import type { Instant } from '../../domain/time/instant.ts';

interface Commanded extends By {
  readonly kind: 'pause' | 'resume';
  readonly at: Instant;
  readonly release: string;
  /** What came of it, for people. */
  readonly words: string;
}

/** The audit log's line of a refresh that somebody has paused or resumed. */
export function refreshEntry({ kind, at, by, reason, release, words }: Commanded): AuditEntry {
  return {
    id: `refresh/${randomUUID()}`,
    at,
    by,
    reason,
    did: `${kind} refresh`,
    to: { kind: 'release', release },
    words,
  };
}
