import type { Json } from '../json.ts';
import type { Facts } from '../profile/facts.ts';
import { originOf, type Template } from '../template/template.ts';
import type { Instant } from '../time/instant.ts';
import type { LedgerEntry } from './ledger.ts';

/** A nudge about to go out. */
export interface Nudge {
  readonly key: string;
  readonly template: Template;
}

export interface Admitting {
  readonly nudge: Nudge;
  readonly ledger: readonly LedgerEntry[];
  readonly suppressed: readonly string[];
  readonly facts: Facts;
  readonly now: Instant;
}

/** Whether a nudge may go out now, and to which address; else why not. */
export type Admission =
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'hold'; readonly until: Instant; readonly because: string }
  | { readonly kind: 'skip'; readonly because: string };

/** Decides whether a nudge may go out now. Pure: the clock is an argument. */
export function admit(admitting: Admitting): Admission {
  const { nudge, ledger } = admitting;
  const done = ledger.find(({ nudge: key, status }) => key === nudge.key && status === 'sent');
  if (done !== undefined) return { kind: 'skip', because: 'already sent' };
  return addressed(admitting);
}

/** Where a nudge of its channel goes: only mail needs an address, and only mail can be refused by one. */
function addressed({ nudge: { template }, suppressed, facts: { profile } }: Admitting): Admission {
  switch (template.channel) {
    case 'email':
      return toAddress(profile.traits.email, suppressed);
    case 'in-app':
      return { kind: 'go', to: profile.user };
    case 'webhook':
      return { kind: 'go', to: originOf(template) };
  }
}

function toAddress(to: Json | undefined, suppressed: readonly string[]): Admission {
  if (typeof to !== 'string' || !plausible.test(to)) return { kind: 'skip', because: 'no email address' };
  if (suppressed.includes(to.toLowerCase())) return { kind: 'skip', because: 'the address refused mail before' };
  return { kind: 'go', to };
}

/** One `@` between two parts without spaces, commas or angle brackets: a list of addresses is not an address. */
const plausible = /^[^\s@,;<>"]+@[^\s@,;<>"]+$/;
