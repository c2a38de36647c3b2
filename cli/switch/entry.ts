import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '../../domain/audit/entry.ts';
import type { Switch } from '../../domain/pacing/switch.ts';

interface Switching extends Pick<Switch, 'what' | 'at' | 'by' | 'reason'> {
  readonly did: 'switch off' | 'switch on';
  /** What came of it, for people. */
  readonly words: string;
}

/** A switching's line in the audit log; what was so already has one, too. */
export function switchedEntry({ did, what, at, by, reason, words }: Switching): AuditEntry {
  const told = words.replace(/^✔ /, '');
  return { id: `switch/${randomUUID()}`, at, by, reason, did, to: { kind: 'switch', what }, words: told };
}
