import type { Asked } from '../forgetting/proof.ts';
import type { Instant } from '../time/instant.ts';
import type { AuditEntry } from './entry.ts';

interface Told extends Asked {
  readonly id: string;
  readonly did: 'forget' | 'readmit';
  /** When it was done, and when the forgetting was asked for. */
  readonly at: Instant;
  readonly askedAt: Instant;
}

const words = { forget: 'forgotten, for good', readmit: 'the id may be somebody new’s' } as const;

/** The audit log's line of somebody who was forgotten, or whose id was let in again. Like the proof it tells not who. */
export function forgottenEntry({ id, did, at, askedAt, by, reason }: Told): AuditEntry {
  return { id, at, by, reason, did, to: { kind: 'forgotten', at: askedAt }, words: words[did] };
}
