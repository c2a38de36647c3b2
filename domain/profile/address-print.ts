import { fnv64a } from '../fnv64a.ts';
import type { Json } from '../json.ts';

/** What tells an address from others without showing it, whatever its case; null for what is none. */
export function addressPrint(address: Json | undefined): string | null {
  return typeof address === 'string' && address.includes('@') ? fnv64a(address.trim().toLowerCase()) : null;
}
