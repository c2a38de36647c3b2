import type { UserEvent } from '../profile/event.ts';
import { changed, type User } from './user.ts';

/** People have few addresses. Of more, which ones are kept must not depend on the order in which they were refused. */
const most = 20;
/** RFC 5321: a path is no longer. */
const longest = 254;

/** The addresses that take no mail, with more of them: in lower case, each once, sorted. */
export function suppressedWith(suppressed: readonly string[], ...addresses: readonly string[]): readonly string[] {
  return [...new Set([...suppressed, ...addresses.map((each) => each.toLowerCase())])].sort().slice(0, most);
}

/** The user with what an `Email Bounced` says: an address that refused a mail for good, whoever told. */
export function withBounce(user: User, { name, properties }: UserEvent): User {
  if (name !== 'Email Bounced' || properties.hard !== true) return user;
  const address = typeof properties.address === 'string' ? properties.address.trim() : '';
  if (!address.includes('@') || address.length > longest || user.suppressed.includes(address.toLowerCase()))
    return user;
  return changed(user, { suppressed: suppressedWith(user.suppressed, address) });
}
