import { originOf } from '../template/template.ts';
import type { Json } from '../json.ts';
import type { Admitting, Nudge } from './admitting.ts';

type Address = { readonly kind: 'here'; readonly to: string } | { readonly kind: 'none'; readonly because: string };

type Addressing = Pick<Admitting, 'suppressed' | 'facts'> & { readonly nudge: Pick<Nudge, 'template'> };

/** Where a nudge of its channel goes: only mail needs an address, and only mail can be refused by one. */
export function addressOf({ nudge: { template }, suppressed, facts: { profile } }: Addressing): Address {
  switch (template.channel) {
    case 'email':
      return mailAddress(profile.traits.email, suppressed);
    case 'in-app':
      return { kind: 'here', to: profile.user };
    case 'webhook':
      return { kind: 'here', to: originOf(template) };
  }
}

function mailAddress(to: Json | undefined, suppressed: readonly string[]): Address {
  if (typeof to !== 'string' || !plausible.test(to)) return { kind: 'none', because: 'no email address' };
  if (suppressed.length > 0 && suppressed.includes(to.toLowerCase()))
    return { kind: 'none', because: 'the address refused mail before' };
  return { kind: 'here', to };
}

/** One `@` between two parts without spaces, commas or angle brackets: a list of addresses is not an address. */
const plausible = /^[^\s@,;<>"]+@[^\s@,;<>"]+$/;
