import { admit, type Admission, type Admitting } from '../../domain/pacing/admit.ts';
import type { Booking } from '../../domain/pacing/entry.ts';
import type { LedgerEntry } from '../../domain/pacing/ledger.ts';
import { openPolicy, type Hours, type Policy } from '../../domain/pacing/policy.ts';
import type { EmailTemplate, Template } from '../../domain/template/template.ts';
import { factsOf } from './facts.ts';
import { monday } from './event.ts';
import { mailOf } from './release.ts';

/** A mail with other tags, another category. */
export function templateOf(
  name: string,
  other: Partial<Omit<EmailTemplate, 'channel' | 'locales'>> = {},
): EmailTemplate {
  return { ...mailOf(name), ...other };
}

/** A policy of which only this is said. */
export function policyOf(rules: Partial<Policy>): Policy {
  return { ...openPolicy, ...rules };
}

/** Hours of every day, channel and country, unless it is said. */
export function hoursOf(hours: Partial<Hours>): Hours {
  const everywhere = { channels: [], countries: [], days: [1, 2, 3, 4, 5, 6, 7] } as const;
  return { ...everywhere, from: 0, to: 0, then: 'hold', ...hours };
}

/** What the ledger has of a mail that was sent, unless something else is said. */
export function entryOf(nudge: string, other: Partial<LedgerEntry> = {}): LedgerEntry {
  const at = other.at ?? monday;
  return {
    ...{ nudge, course: 'other', visit: 1, step: nudge, channel: 'email', template: nudge, category: 'onboarding', tags: [] },
    ...{ priority: 0, transactional: false, at, local: at, fresh: null, status: 'sent', attempt: 1, lease: null },
    ...other,
  }; // prettier-ignore
}

/** As a caller writes it down. */
export function booked(entry: Booking, status: LedgerEntry['status']): LedgerEntry {
  return { ...entry, status, attempt: status === 'held' ? 0 : 1, lease: null };
}

export interface Asked extends Partial<Omit<Admitting, 'nudge' | 'facts'>> {
  readonly template?: Template;
  readonly key?: string;
  readonly course?: string;
  readonly visit?: number;
  readonly user?: string;
  readonly traits?: Admitting['facts']['profile']['traits'];
  readonly consent?: Admitting['facts']['profile']['consent'];
}

/** Asks for a mail to bo in UTC, or to somebody else, of whom nothing is held against it. */
export function ask({ template = mailOf('tip'), key = 'test/bo/1/tip/0', course = 'test', visit = 1, user = 'bo', traits = {}, consent = {}, ...rest }: Asked = {}): Admission {
  const nudge = { key, course, visit, step: template.name, template };
  const open = { ledger: [], suppressed: [], policy: openPolicy, switches: [], zone: 'UTC', now: monday, timed: false };
  const facts = factsOf({ traits: { email: 'bo@acme.test', ...traits } });
  return admit({ ...open, nudge, facts: { ...facts, profile: { ...facts.profile, user, consent } }, ...rest });
} // prettier-ignore
