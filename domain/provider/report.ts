import { day, type Instant } from '../time/instant.ts';

/** What a mail provider tells of one mail after it had taken it, in our words whatever its own are. */
export interface Report {
  readonly type: 'bounced' | 'complained';
  /** The address takes no mail, now or ever; of a complaint: false. */
  readonly hard: boolean;
  /** Of the mail: `<fingerprint@domain>`, with or without the brackets; null where it does not say. */
  readonly messageId: string | null;
  readonly address: string | null;
  readonly at: Instant;
  /** The provider's own, the same whenever it tells the same again. */
  readonly id: string;
}

/** The fingerprint of a nudge in the Message-ID of its mail; null in one that is not ours. */
export function fingerprintOf(messageId: string): string | null {
  return /^<?([0-9a-f]{64})(?:@[^\s<>]+)?>?$/.exec(messageId.trim())?.[1] ?? null;
}

/** Nobody tells of older mails: who seems to has written seconds for milliseconds. */
const oldest = 400 * day;

/** Whether a report may be as old as it says. */
export function isPlausible({ at }: Pick<Report, 'at'>, now: Instant): boolean {
  return at >= now - oldest;
}
