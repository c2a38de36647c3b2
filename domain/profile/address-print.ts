import { fnv64a } from '../fnv64a.ts';
import type { Json } from '../json.ts';
import type { Channel } from '../template/template.ts';

/** What tells an address from others without showing it, whatever its case; null for what is none. */
export function addressPrint(address: Json | undefined): string | null {
  return typeof address === 'string' && address.includes('@') ? fnv64a(address.trim().toLowerCase()) : null;
}

/** Of which address something is that went out by a channel to somebody; empty where that is no mail. */
export function addressedTo(channel: Channel, to: string): { readonly address?: string } {
  const print = channel === 'email' ? addressPrint(to) : null;
  return print === null ? {} : { address: print };
}
