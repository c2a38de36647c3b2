import type { Sending } from '../domain/enrolment/deliver.ts';
import type { JsonObject } from '../domain/json.ts';
import { goodFor, type LinkClaims, type LinkKind } from '../domain/link/claims.ts';
import { own } from '../domain/own.ts';
import { addressedTo } from '../domain/profile/address-print.ts';
import { consentPart } from '../domain/profile/consents.ts';
import type { Profile } from '../domain/profile/profile.ts';
import type { OwnLinks } from '../domain/template/own-links.ts';
import type { Template } from '../domain/template/template.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { SealLink } from './dependencies.ts';
import { targetOf } from './link/target.ts';

/** The signed links of one nudge. Of a person they tell the user id and what the address is known by, and nothing that a template has not written. */
export interface NudgeLinks extends OwnLinks {
  /** The counted address that leads to a target; null where a link cannot lead there. */
  readonly click: (target: string) => string | null;
  /** The address of the picture that counts opens. */
  readonly open: () => string;
}

interface Carrying {
  readonly sending: Pick<Sending, 'entry' | 'at' | 'to'>;
  readonly profile: Profile;
  readonly template: Template;
  /** Of the event by which the user entered. */
  readonly entryProperties: JsonObject;
  /** Real time: a clock of the nudge's own may be ahead of it, and links outlive both. */
  readonly now: Instant;
}

/** Seals the links of a nudge. Those that lead to where a Yes is confirmed say to which address they went. */
export function nudgeLinks(seal: SealLink, carrying: Carrying): NudgeLinks {
  const { sending, profile, template, entryProperties, now } = carrying;
  const since = Math.max(sending.at, now);
  const about = { user: profile.user, nudge: sending.entry.nudge };
  const { channel, category } = template;
  const to = addressedTo(channel, sending.to);
  const address = (kind: LinkKind, rest: Partial<LinkClaims> = {}): string =>
    seal({ kind, ...about, ...rest, expires: since + goodFor[kind] });
  return {
    unsubscribe: address('unsubscribe', { channel, category, ...to }),
    preferences: address('preferences', to),
    confirm: address('confirm', { channel, ...askedFor(profile, entryProperties), ...to }),
    click: (written) => {
      const target = targetOf(written);
      return target === null ? null : address('click', { target });
    },
    open: () => address('open'),
  };
}

/**
 * The category that the user said yes to when the journey was entered; none: of the whole channel. What the mail itself is
 * about, a service message as a rule, was not asked for.
 */
function askedFor({ consent }: Profile, { category: asked }: JsonObject): Pick<LinkClaims, 'category'> {
  const category = consentPart(asked);
  if (category === null || category === '*') return {};
  const said = ['email', '*'].some((channel) => own(consent, `${channel}/${category}`) !== undefined);
  return said ? { category } : {};
}
