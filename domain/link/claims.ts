import type { Channel } from '../template/template.ts';
import { day, type Instant, type Milliseconds } from '../time/instant.ts';

/** What a link is for; also the first part of its path. */
export type LinkKind = 'unsubscribe' | 'preferences' | 'confirm' | 'click' | 'open';

/** All that a signed link says. Nothing of it can be changed without its signature becoming wrong. */
export interface LinkClaims {
  readonly kind: LinkKind;
  readonly user: string;
  /** The key of the nudge that carries it. */
  readonly nudge: string;
  /** Of a link that speaks of one category; absent: of all. */
  readonly category?: string;
  /** Of a link that speaks of one channel; absent: of all. */
  readonly channel?: Channel;
  /** The fingerprint of the address that the mail went to: who has the link has that address. Absent where it was no mail. */
  readonly address?: string;
  /** Of a click: where it leads, `http:` or `https:`. */
  readonly target?: string;
  /** The first instant at which it is good for nothing. */
  readonly expires: Instant;
}

/**
 * How long a link is good for. Mails are found again after a year, and who finds one has a right to be left alone; a
 * confirmation is asked for once, and a later one could undo a No that came in between.
 */
export const goodFor: Readonly<Record<LinkKind, Milliseconds>> = {
  unsubscribe: 400 * day,
  preferences: 400 * day,
  confirm: 14 * day,
  click: 400 * day,
  open: 400 * day,
};

/** Whether a link may lead there: what a browser opens as a page, in the characters that the head of an answer may have. */
export function isTarget(address: string): boolean {
  return address.length <= longestTarget && /^https?:\/\/[^/?#@]+(?:[/?#].*)?$/i.test(address) && plain.test(address);
}

/** ASCII without spaces and control characters; a browser takes `\` for `/`. */
const plain = /^[!-[\]-~]+$/;

/** As long as an address in a template may be. */
const longestTarget = 2000;
