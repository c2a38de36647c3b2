import { createHash } from 'node:crypto';

interface InSlot {
  readonly slot: string;
  readonly experiment: string;
  readonly session: string;
  readonly user: string;
}

/** The key of an arm that a slot has met: one for each session. Sessions are named by the product, in whatever words. */
export function slotExposureKey({ slot, experiment, session, user }: InSlot): string {
  return `slot/${slot}/${experiment}/${hashOf([session, user])}`;
}

/** That key when nobody is meant any more: the same for the same one, so that it may be written again. */
export function anonymousSlotKey(key: string, pseudonym: string): string {
  return `${key.split('/').slice(0, 3).join('/')}/${hashOf([pseudonym, key])}`;
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
